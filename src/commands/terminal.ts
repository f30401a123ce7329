import picocolors from 'picocolors'

export type ColorChoice = 'auto' | 'always' | 'never'

/** The part of an output stream that is asked. */
interface Stream {
  readonly isTTY?: boolean
  readonly columns?: number
}

let choice: ColorChoice = 'auto'

/** Takes what `--color` says, for the whole process. */
export function chooseColor(chosen: ColorChoice): void {
  choice = chosen
}

/**
 * Whether to colour: as `--color` says, else NO_COLOR, FORCE_COLOR, and whether a terminal will show it.
 * @param stream undefined for a file
 */
export function hasColor(stream: Stream | undefined, env: NodeJS.ProcessEnv = process.env): boolean {
  if (choice !== 'auto' || !stream) return choice === 'always'
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '')
    return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false'
  return stream.isTTY === true && env.TERM !== 'dumb'
}

/** Colours for a stream; none where it takes none. */
export function colorsFor(stream: Stream): ReturnType<typeof picocolors.createColors> {
  return picocolors.createColors(hasColor(stream))
}

const WIDEST = 160
const WIDTH_OF_NO_TERMINAL = 100

/** Columns to write in. Lines longer than people read are not made, however wide the terminal. */
export function widthOf(stream: Stream | undefined): number {
  return stream?.isTTY && stream.columns ? Math.min(stream.columns, WIDEST) : WIDTH_OF_NO_TERMINAL
}

/** Whether a stream shows more than ASCII: everything but a terminal whose locale says otherwise. */
export function showsUnicode(stream: Stream | undefined, env: NodeJS.ProcessEnv = process.env): boolean {
  if (!stream?.isTTY) return true
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || ''
  return locale === '' || /utf-?8/i.test(locale)
}
