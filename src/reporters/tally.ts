import type { Report } from '../finding.ts'

/** What there is to count in a report. */
export interface Tally {
  readonly errors: number
  readonly warnings: number
  readonly infos: number
  /** Files that were read, and places with findings that are no such file. */
  readonly files: number
  readonly filesWithFindings: number
  /** Findings with a fix that cannot change what the deployment does. */
  readonly fixable: number
  readonly fixableUnsafe: number
  readonly suppressed: number
  readonly troubles: number
}

/** Counts a report. */
export function tally(report: Report): Tally {
  const bySeverity = { error: 0, warning: 0, info: 0 }
  const withFindings = new Set<string>()
  let fixable = 0
  let fixableUnsafe = 0
  for (const finding of report.findings) {
    bySeverity[finding.severity]++
    withFindings.add(finding.path)
    if (finding.fix?.safe) fixable++
    else if (finding.fix) fixableUnsafe++
  }
  return {
    errors: bySeverity.error,
    warnings: bySeverity.warning,
    infos: bySeverity.info,
    files: new Set([...report.files, ...withFindings]).size,
    filesWithFindings: withFindings.size,
    fixable,
    fixableUnsafe,
    suppressed: report.suppressed,
    troubles: report.troubles.length,
  }
}

/** A number and its noun: `1 file`, `2 files`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`
}

/** What a report calls the things that it counts: answers of endpoints, where it is of nothing else. */
function nounOf({ files }: Report): string {
  return files.length > 0 && files.every((path) => /^https?:\/\//.test(path)) ? 'answer' : 'file'
}

/** The parts of the last line of a report: what was found where, then what else is worth a word. */
export function tallyParts(report: Report): [string, ...string[]] {
  const counts = tally(report)
  const read = count(counts.files, nounOf(report))
  const found = [
    counts.errors > 0 ? count(counts.errors, 'error') : '',
    counts.warnings > 0 ? count(counts.warnings, 'warning') : '',
    counts.infos > 0 ? count(counts.infos, 'info', 'info') : '',
  ].filter((part) => part !== '')
  const parts: [string, ...string[]] = [
    found.length === 0
      ? `${read} read, no findings`
      : `${found.join(', ')} in ${counts.filesWithFindings} of ${read}`,
  ]
  if (counts.fixable > 0) parts.push(`${counts.fixable} fixable with --fix`)
  if (counts.fixableUnsafe > 0) parts.push(`${counts.fixableUnsafe} with --fix-unsafe`)
  if (counts.suppressed > 0) parts.push(`${counts.suppressed} suppressed`)
  if (counts.troubles > 0) parts.push(count(counts.troubles, 'trouble'))
  return parts
}
