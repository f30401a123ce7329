import { resolve } from 'node:path'
import { didYouMean } from '../policies/suggest.ts'
import { type Format, formats } from '../reporters/index.ts'
import { UsageError } from '../usage-error.ts'

/** A report in one format, for standard output or a file. */
export interface Destination {
  readonly format: Format
  /** Absolute; undefined for standard output. */
  readonly file: string | undefined
}

/** Formats of which one output holds one document: two reports after each other could not be read. */
const DOCUMENTS: ReadonlySet<Format> = new Set(['json', 'sarif', 'gitlab', 'junit', 'checkstyle', 'rdjson'])

/**
 * Reads what `--format` was given, `sarif=out.sarif` and the like.
 * @throws UsageError for an unknown format, or reports that would end up in each other
 */
export function readDestinations(
  written: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = process.env,
): Destination[] {
  if (written.length === 0) return defaultDestinations(env)
  const destinations = written.map((each) => readDestination(each, cwd))
  const onOutput = destinations.filter(({ file }) => file === undefined)
  const document = onOutput.find(({ format }) => DOCUMENTS.has(format))
  if (document && onOutput.length > 1) {
    const { format } = document
    throw new UsageError(
      `Only one report fits on standard output with ${format}: --format ${format}=FILE writes it to a file.`,
    )
  }
  const files = destinations.flatMap(({ file }) => file ?? [])
  const twice = files.find((file, index) => files.indexOf(file) !== index)
  if (twice !== undefined) throw new UsageError(`Two reports would be written to ${twice}.`)
  return destinations
}

function readDestination(written: string, cwd: string): Destination {
  const at = written.indexOf('=')
  const name = at === -1 ? written : written.slice(0, at)
  const file = at === -1 ? undefined : written.slice(at + 1)
  const format = formats.find((each) => each === name)
  if (!format) throw new UsageError(`There is no format "${name}".${didYouMean(name, formats)}`)
  if (file === '') throw new UsageError(`--format ${written} names no file.`)
  return { format, file: file === undefined ? undefined : resolve(cwd, file) }
}

/** Annotations come on top in a workflow of GitHub: its log is read by people all the same. */
function defaultDestinations({ GITHUB_ACTIONS }: NodeJS.ProcessEnv): Destination[] {
  const pretty: Destination = { format: 'pretty', file: undefined }
  return GITHUB_ACTIONS === 'true' ? [pretty, { format: 'github', file: undefined }] : [pretty]
}
