import type { Exchange } from './exchanges/exchange.ts'
import { openMemory } from './files/memory.ts'
import type { Report } from './finding.ts'
import { judge } from './judge.ts'
import { type LintOptions, openRun } from './open-run.ts'

/** What `inspect` takes. A policy is looked for and read as `lint` does. */
export interface InspectOptions
  extends Pick<LintOptions, 'cwd' | 'config' | 'environment' | 'now' | 'only' | 'skip' | 'severities'> {
  readonly exchanges: readonly Exchange[]
}

/** What rules about endpoints look at; all others have nothing to look at. */
const SUBJECTS = new Set(['exchange', 'cookie', 'certificate', 'document'])

/**
 * Judges recorded exchanges by the policies that judge files. No network is used. Findings point into a transcript of
 * the exchange, under its URL.
 * @throws UsageError for a policy with mistakes, an unknown rule
 */
export async function inspect(options: InspectOptions): Promise<Report> {
  const { config } = options
  // A policy that is given needs no folder; of a folder only the policy counts.
  const isGiven = config === false || typeof config === 'object'
  const run = await openRun({ ...options, alone: true, ...(isGiven && { files: {} }) })
  const files = openMemory({})
  const rules = run.rules.filter(({ on }) => SUBJECTS.has(on))
  return (await judge({ ...run, files, rules }, files)).report
}
