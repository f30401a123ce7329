import type { Report, Severity } from '../finding.ts'
import type { FailOn } from '../policies/policy.ts'

/** What the exit codes of every command mean. Of several that apply: 3 over 2 over 1 over 4. */
export const EXIT = { clean: 0, findings: 1, usage: 2, internal: 3, incomplete: 4 } as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** What makes a run fail. */
export interface Threshold {
  readonly failOn: FailOn
  readonly maxWarnings: number | undefined
}

const RANK: { readonly [S in Severity]: number } = { info: 0, warning: 1, error: 2 }

/** The exit code of a run that came to its end. */
export function exitCodeOf(report: Report, threshold: Threshold): ExitCode {
  if (report.troubles.some(({ kind }) => kind === 'internal')) return EXIT.internal
  if (isEmpty(report)) return EXIT.usage
  if (hasFailing(report, threshold.failOn) || hasTooManyWarnings(report, threshold)) return EXIT.findings
  return report.troubles.length > 0 ? EXIT.incomplete : EXIT.clean
}

/** Whether there was nothing to judge at all. */
export function isEmpty({ files, findings, troubles }: Report): boolean {
  return files.length === 0 && findings.length === 0 && troubles.length === 0
}

function hasFailing({ findings }: Report, failOn: FailOn): boolean {
  return failOn !== 'never' && findings.some(({ severity }) => RANK[severity] >= RANK[failOn])
}

/** Whether there are more warnings than `--max-warnings` allows. */
export function hasTooManyWarnings({ findings }: Report, { maxWarnings }: Threshold): boolean {
  if (maxWarnings === undefined) return false
  return findings.filter(({ severity }) => severity === 'warning').length > maxWarnings
}
