import { resolve } from 'node:path'
import type { InferredFlags } from '@oclif/core/interfaces'
import { count } from '../reporters/tally.ts'
import { terminalText } from '../reporters/visible-text.ts'
import { openVerify } from '../verify.ts'
import type { ExitCode } from './exit-code.ts'
import { factsTable } from './facts-table.ts'
import { readDestinations } from './formats.ts'
import { writeMetricsFile } from './metrics-file.ts'
import { printNote } from './notes.ts'
import { readProbeOptions } from './probe-options.ts'
import { withProgress } from './probe-progress.ts'
import { readRecordingFile, writeRecordingFile } from './recording-file.ts'
import { concludeProbe, printBudget } from './run-probe.ts'
import { readSharedFlags } from './shared-flags.ts'
import { colorsFor } from './terminal.ts'
import type { verifyFlags } from './verify-flags.ts'

/**
 * Does what `plimsoll verify` is asked to, and returns the exit code.
 * @throws UsageError for flags that do not fit each other, and as `verify` does
 */
export async function runVerify(
  path: string | undefined,
  flags: InferredFlags<typeof verifyFlags>,
  version: string,
): Promise<ExitCode> {
  const startedAt = new Date()
  const begin = performance.now()
  const place = await readSharedFlags(flags)
  const destinations = readDestinations(flags.format ?? [], place.cwd)
  const recorded =
    flags.replay === undefined ? undefined : readRecordingFile(resolve(place.cwd, flags.replay))
  const { endpoints: _, ...options } = readProbeOptions([], flags, place)
  const open = await openVerify(
    {
      ...options,
      environment: flags.environment,
      ...(path !== undefined && { paths: [path] }),
      ...(flags.host && { hosts: flags.host }),
    },
    recorded !== undefined,
  )
  if (!flags.quiet && !recorded) {
    if (open.inactive.length > 0)
      printNote(`${count(open.inactive.length, 'endpoint')} marked active not asked: --active asks them.`)
    for (const { host, path: file, line } of open.unnamed)
      printNote(
        `${terminalText(`${host} (${file}:${line})`)} is not asked: name it in the policy or by --host.`,
      )
  }
  if (!recorded && flags.active) printBudget(await open.budget())
  const exchanges = recorded ?? (await withProgress(open.endpoints, !flags.quiet, open.ask))
  if (flags.record !== undefined) writeRecordingFile(resolve(place.cwd, flags.record), exchanges)

  const { report, facts } = await open.judge(exchanges)
  if (flags.metrics !== undefined) {
    const { probeMetrics } = await import('./probe-metrics.ts')
    const { environment } = flags
    const { contracts } = open
    const text = probeMetrics({ exchanges, findings: report.findings, contracts, environment })
    writeMetricsFile(resolve(place.cwd, flags.metrics), text)
  }
  if (!flags.quiet) {
    // A report for a program has standard output to itself.
    const isForPeople = destinations.some(({ format, file }) => format === 'pretty' && file === undefined)
    const stream = isForPeople ? process.stdout : process.stderr
    stream.write(factsTable(facts, colorsFor(stream)))
  }
  return concludeProbe(report, exchanges, destinations, flags, {
    begin,
    startedAt,
    failOn: open.failOn,
    version,
  })
}
