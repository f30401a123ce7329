import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Report } from '../finding.ts'
import { loadReporter } from '../reporters/index.ts'
import type { ReporterOptions } from '../reporters/reporter.ts'
import { UsageError } from '../usage-error.ts'
import type { Destination } from './formats.ts'
import { hasColor, showsUnicode, widthOf } from './terminal.ts'

/** What is the same for all formats of a run. */
export type ReportDetails = Pick<
  ReporterOptions,
  'version' | 'verbose' | 'statistics' | 'elapsed' | 'startedAt'
>

/**
 * Prints a report in every format that is asked for.
 * @param output where a report without a file goes
 * @throws UsageError for a file that cannot be written
 */
export async function printReport(
  report: Report,
  destinations: readonly Destination[],
  details: ReportDetails,
  output: NodeJS.WriteStream,
): Promise<void> {
  for (const { format, file } of destinations) {
    const reporter = await loadReporter(format)
    const stream = file === undefined ? output : undefined
    const text = reporter(report, {
      ...details,
      color: hasColor(stream),
      width: widthOf(stream),
      unicode: showsUnicode(stream),
    })
    if (file === undefined) output.write(text)
    else writeReport(file, text)
  }
}

function writeReport(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  } catch (error) {
    throw new UsageError(`The report cannot be written to ${file}: ${(error as Error).message}`)
  }
}
