import { resolve } from 'node:path'
import type { Budget } from '../exchanges/collect.ts'
import type { Exchange } from '../exchanges/exchange.ts'
import type { Report } from '../finding.ts'
import { INSECURE, openProbe } from '../probe.ts'
import { count } from '../reporters/tally.ts'
import { UsageError } from '../usage-error.ts'
import { EXIT, type ExitCode, exitCodeOf, hasTooManyWarnings, type Threshold } from './exit-code.ts'
import { readDestinations } from './formats.ts'
import { writeMetricsFile } from './metrics-file.ts'
import { printBugAdvice, printError, printNote } from './notes.ts'
import { printReport } from './print-report.ts'
import { type ProbeFlags, readProbeOptions } from './probe-options.ts'
import { withProgress } from './probe-progress.ts'
import { readRecordingFile, writeRecordingFile } from './recording-file.ts'
import { readSharedFlags } from './shared-flags.ts'

/**
 * Does what `plimsoll probe` is asked to, and returns the exit code.
 * @throws UsageError for flags that do not fit each other, and as `probe` does
 */
export async function runProbe(
  urls: readonly string[],
  flags: ProbeFlags,
  version: string,
): Promise<ExitCode> {
  const startedAt = new Date()
  const begin = performance.now()
  const place = await readSharedFlags(flags)
  const destinations = readDestinations(flags.format ?? [], place.cwd)
  if (flags.replay !== undefined && urls.length > 0)
    throw new UsageError('--replay asks nothing: leave out the URLs.')
  const recorded =
    flags.replay === undefined ? undefined : readRecordingFile(resolve(place.cwd, flags.replay))
  const open = await openProbe(readProbeOptions(urls, flags, place), recorded !== undefined)
  if (open.inactive.length > 0 && !flags.quiet)
    printNote(`${count(open.inactive.length, 'endpoint')} marked active not asked: --active asks them.`)
  if (!recorded && flags.active) printBudget(await open.budget())
  const exchanges = recorded ?? (await withProgress(open.endpoints, !flags.quiet, open.ask))
  // Before anything is judged: what was seen is kept whatever comes.
  if (flags.record !== undefined) writeRecordingFile(resolve(place.cwd, flags.record), exchanges)

  const report = await open.judge(exchanges)
  if (flags.metrics !== undefined) {
    const { probeMetrics } = await import('./probe-metrics.ts')
    const text = probeMetrics({ exchanges, findings: report.findings, contracts: open.contracts })
    writeMetricsFile(resolve(place.cwd, flags.metrics), text)
  }
  return concludeProbe(report, exchanges, destinations, flags, {
    begin,
    startedAt,
    failOn: open.failOn,
    version,
  })
}

/** What a conclusion is drawn from besides the report: when the run began, and what the policy wants it to fail at. */
interface ProbeRun {
  readonly begin: number
  readonly startedAt: Date
  readonly failOn: Threshold['failOn'] | undefined
  readonly version: string
}

/** Prints a report of what was asked, then what no finding tells, and says how the run ends. */
export async function concludeProbe(
  report: Report,
  exchanges: readonly Exchange[],
  destinations: ReturnType<typeof readDestinations>,
  flags: ProbeFlags,
  { begin, startedAt, failOn, version }: ProbeRun,
): Promise<ExitCode> {
  const findings = report.findings.filter(({ severity }) => !flags.quiet || severity === 'error')
  const elapsed = performance.now() - begin
  const isInsecure = report.notes?.includes(INSECURE) === true
  await printReport(
    { ...report, findings },
    destinations,
    { version, startedAt, elapsed, verbose: flags.verbose || isInsecure, statistics: flags.statistics },
    process.stdout,
  )
  if (isInsecure) printNote(INSECURE)
  const threshold = { failOn: flags['fail-on'] ?? failOn ?? 'error', maxWarnings: flags['max-warnings'] }
  printReasons(report, exchanges, threshold)
  return probeExitCode(report, exchanges, threshold)
}

/** Says what active checks may send before they do. */
export function printBudget({ requests, active, hosts }: Budget): void {
  const to = hosts.length > 3 ? count(hosts.length, 'host') : hosts.join(', ')
  printNote(
    `At most ${count(requests, 'request')} to ${to}, ${active} of them for active checks; redirects are not counted.`,
  )
}

/** Says what an exit code comes from and no finding tells. */
function printReasons(report: Report, exchanges: readonly Exchange[], threshold: Threshold): void {
  // A policy may have the rule off; an exit code still needs a reason.
  if (!report.findings.some(({ rule }) => rule === UNREACHABLE)) {
    for (const { response, failure } of exchanges)
      if (response === null && failure) printError(`${failure.url} cannot be reached. ${failure.message}`)
  }
  if (exchanges.some(({ failure }) => failure?.reason === 'internal')) printBugAdvice()
  if (hasTooManyWarnings(report, threshold))
    printNote(`There are more warnings than --max-warnings ${threshold.maxWarnings} allows.`)
}

/** What only says that there is nothing to judge. */
const UNREACHABLE = 'require-reachable-endpoint'

/** As of `lint`; a run that is complete but for an endpoint out of reach has a code of its own. */
export function probeExitCode(
  report: Report,
  exchanges: readonly Exchange[],
  threshold: Threshold,
): ExitCode {
  const failures = exchanges.flatMap(({ response, failure }) =>
    response === null && failure ? [failure] : [],
  )
  if (failures.some(({ reason }) => reason === 'internal')) return EXIT.internal
  const findings = report.findings.filter(({ rule }) => rule !== UNREACHABLE)
  const hasUnreachable = failures.length > 0
  // Something was asked, even where no rule had anything to say of it.
  const files = exchanges.map(({ request }) => request.url)
  const code = exitCodeOf(
    { ...report, files, findings: hasUnreachable ? findings : report.findings },
    threshold,
  )
  return code === EXIT.clean && hasUnreachable ? EXIT.incomplete : code
}
