import type { Finding, Report } from '../finding.ts'
import type { Range } from '../span.ts'
import { jsonText } from './json-text.ts'
import type { ReporterOptions } from './reporter.ts'
import { tally } from './tally.ts'

// Each object is built field by field, so that nothing a rule leaves on a finding reaches the published format.

function rangeData({ start, end }: Range) {
  return {
    start: { line: start.line, column: start.column },
    end: { line: end.line, column: end.column },
  }
}

function findingData(finding: Finding) {
  return {
    rule: finding.rule,
    category: finding.category,
    severity: finding.severity,
    message: finding.message,
    path: finding.path,
    range: rangeData(finding.range),
    related: finding.related.map(({ path, range, message }) => ({ path, range: rangeData(range), message })),
    ...(finding.fix && {
      fix: {
        title: finding.fix.title,
        safe: finding.fix.safe,
        edits: finding.fix.edits.map(({ path, range, text }) => ({ path, range: rangeData(range), text })),
      },
    }),
    aliases: [...finding.aliases],
    fingerprint: finding.fingerprint,
    ...(finding.environment !== undefined && { environment: finding.environment }),
  }
}

/** The report as versioned data, described by `schemas/report.schema.json`. */
export function json(report: Report, options: ReporterOptions): string {
  const counts = tally(report)
  return jsonText({
    schemaVersion: 1,
    tool: { name: 'plimsoll', version: options.version },
    summary: {
      errors: counts.errors,
      warnings: counts.warnings,
      infos: counts.infos,
      files: counts.files,
      filesWithFindings: counts.filesWithFindings,
      fixable: counts.fixable,
      fixableUnsafe: counts.fixableUnsafe,
      suppressed: counts.suppressed,
      troubles: counts.troubles,
    },
    findings: report.findings.map(findingData),
    troubles: report.troubles.map(({ kind, message, path }) => ({
      kind,
      message,
      ...(path !== undefined && { path }),
    })),
    files: [...report.files],
    ...(report.notes && { notes: [...report.notes] }),
  })
}
