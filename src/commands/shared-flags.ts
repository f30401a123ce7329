import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import * as Flags from '@oclif/core/flags'
import { UsageError } from '../usage-error.ts'
import { type ColorChoice, chooseColor } from './terminal.ts'

/** Where a command works and by which policy. */
export const placeFlags = {
  cwd: Flags.string({
    summary: 'Work in this folder. All paths of the command line are relative to it.',
    helpValue: 'FOLDER',
    helpGroup: 'Selection',
  }),
  config: Flags.string({
    char: 'c',
    summary:
      'The policy file. Default: the nearest plimsoll.yaml from the judged files up to their repository.',
    helpValue: 'FILE',
    helpGroup: 'Policy',
    exclusive: ['no-config'],
  }),
  'no-config': Flags.boolean({
    summary: 'Read no policy file: judge by plimsoll:recommended.',
    helpGroup: 'Policy',
  }),
}

/** How a command prints. */
export const colorFlags = {
  color: Flags.option({
    options: ['auto', 'always', 'never'] as const,
    default: 'auto' as const,
    summary: 'Colours. auto obeys NO_COLOR and FORCE_COLOR, else colours on a terminal.',
    helpGroup: 'Output',
  })(),
}

/** The flags above as they were written. */
export interface SharedFlags {
  readonly cwd?: string | undefined
  readonly config?: string | undefined
  readonly 'no-config'?: boolean
  readonly color: string
}

/** Where a command works and by which policy, ready for `LintOptions`. */
export interface PlaceOptions {
  readonly cwd: string
  readonly config?: string | false
}

/**
 * Acts on the shared flags.
 * @throws UsageError for a folder that is none
 */
export async function readSharedFlags(flags: SharedFlags): Promise<PlaceOptions> {
  chooseColor(flags.color as ColorChoice)
  const cwd = resolve(flags.cwd ?? '.')
  const isFolder = await stat(cwd).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isFolder) throw new UsageError(`--cwd ${flags.cwd} is no folder.`)
  if (flags['no-config']) return { cwd, config: false }
  return { cwd, ...(flags.config !== undefined && { config: resolve(cwd, flags.config) }) }
}
