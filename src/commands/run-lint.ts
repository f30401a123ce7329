import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { relativeTo } from '../files/disk.ts'
import type { Report } from '../finding.ts'
import { type OpenProject, openProject } from '../lint.ts'
import { INLINE_PATH } from '../policies/policy.ts'
import { count } from '../reporters/tally.ts'
import { visibleText } from '../reporters/visible-text.ts'
import { UsageError } from '../usage-error.ts'
import { EXIT, type ExitCode, exitCodeOf, hasTooManyWarnings, isEmpty, type Threshold } from './exit-code.ts'
import { type Destination, readDestinations } from './formats.ts'
import { JUDGED_FILES } from './judged-files.ts'
import { type LintFlags, readLintOptions } from './lint-options.ts'
import { judge, type Outcome } from './lint-outcome.ts'
import { printBugAdvice, printError, printNote } from './notes.ts'
import { printReport } from './print-report.ts'
import { Progress } from './progress.ts'
import { readSharedFlags } from './shared-flags.ts'
import { readStandardInput } from './standard-input.ts'

/** So many files take their time, on any machine. */
const MANY_FILES = 5000

/**
 * Does what `plimsoll lint` is asked to, and returns the exit code.
 * @throws UsageError for flags that do not fit each other, and as `lint` does
 */
export async function runLint(
  paths: readonly string[],
  flags: LintFlags,
  version: string,
): Promise<ExitCode> {
  const startedAt = new Date()
  const progress = new Progress(process.stderr, !flags.quiet)
  const place = await readSharedFlags(flags)
  const destinations = readDestinations(flags.format ?? [], place.cwd)
  if (flags.statistics && !destinations.some(({ format }) => format === 'pretty'))
    throw new UsageError('--statistics is a part of the format pretty, which is not asked for.')
  const input = await readStandardInput(paths, flags['stdin-filename'])

  progress.step('Looking for files')
  const project = await openProject(readLintOptions(paths, flags, place, input))
  if (flags['list-files']) return listFiles(project)
  progress.step(`Judging, ${count(project.fileCount, 'file')} found`, project.fileCount > MANY_FILES)
  const outcome = await judge(project, flags, input).finally(() => progress.erase())

  if (flags.verbose)
    printNote(`Judged by ${project.policies.filter((name) => name !== INLINE_PATH).join(', ')}.`)
  if (isEmpty(outcome.report)) {
    printError(`There is nothing to judge. Plimsoll judges ${JUDGED_FILES}, and found none.`)
    return EXIT.usage
  }
  const report = flags.quiet ? onlyErrors(outcome.report) : outcome.report
  if (outcome.text !== undefined) process.stdout.write(outcome.text)
  await printReport(
    report,
    destinations.filter((each) => isWanted(each, report, flags)),
    { version, startedAt, elapsed: progress.elapsed, verbose: flags.verbose, statistics: flags.statistics },
    outcome.text === undefined ? process.stdout : process.stderr,
  )
  const threshold = {
    failOn: flags['fail-on'] ?? project.failOn ?? 'error',
    maxWarnings: flags['max-warnings'],
  }
  if (!input && !flags.quiet) noteUnjudged(paths, place.cwd, project, outcome.report)
  printNotes(outcome, report, threshold, flags)
  return exitCodeOf(outcome.report, threshold)
}

function listFiles(project: OpenProject): ExitCode {
  const kinds = [...project.kinds()].sort(([a], [b]) => (a < b ? -1 : 1))
  const width = Math.max(0, ...kinds.map(([, kind]) => kind.length))
  if (kinds.length === 0) printError(`There is nothing to judge. Plimsoll judges ${JUDGED_FILES}.`)
  process.stdout.write(kinds.map(([path, kind]) => `${kind.padEnd(width)}  ${visibleText(path)}\n`).join(''))
  return kinds.length === 0 ? EXIT.usage : EXIT.clean
}

function onlyErrors(report: Report): Report {
  const findings = report.findings.filter(({ severity }) => severity === 'error')
  const broken = new Set(findings.map(({ rule }) => rule))
  return { ...report, findings, rules: report.rules.filter(({ id }) => broken.has(id)) }
}

/** A diff comes without a report that nobody asked for, and quiet is without a line that nothing was found. */
function isWanted({ file }: Destination, report: Report, { diff, format, quiet }: LintFlags): boolean {
  if (file !== undefined) return true
  if (diff && !format) return false
  return !quiet || format !== undefined || report.findings.length > 0 || report.troubles.length > 0
}

function printNotes({ report, note }: Outcome, shown: Report, threshold: Threshold, flags: LintFlags): void {
  if (note !== undefined && !flags.quiet) printNote(note)
  if (report.troubles.some(({ kind }) => kind === 'internal')) printBugAdvice()
  if (hasTooManyWarnings(report, threshold))
    printNote(`There are more warnings than --max-warnings ${threshold.maxWarnings} allows.`)
  const hidden = report.findings.length - shown.findings.length
  if (hidden > 0 && shown.findings.length === 0 && exitCodeOf(report, threshold) === EXIT.findings)
    printNote(`${count(hidden, 'finding')} made the run fail; --quiet does not show them.`)
}

/** Who names a file wants it judged. */
function noteUnjudged(paths: readonly string[], cwd: string, { root }: OpenProject, report: Report): void {
  if (root === undefined) return
  const judged = new Set([...report.files, ...report.troubles.flatMap(({ path }) => path ?? [])])
  const idle = paths.filter((path) => {
    const absolute = resolve(cwd, path)
    return statSync(absolute).isFile() && !judged.has(relativeTo(root, absolute) ?? '')
  })
  if (idle.length > 0) printNote(`Not judged, since plimsoll judges ${JUDGED_FILES}: ${idle.join(', ')}`)
}
