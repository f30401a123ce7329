import type { Finding, Report } from '../finding.ts'
import type { Position, Range } from '../span.ts'
import { jsonText } from './json-text.ts'
import { plainPath } from './paths.ts'
import type { ReporterOptions } from './reporter.ts'
import { severities } from './severity.ts'
import { SourceLines } from './source-lines.ts'
import { visibleText } from './visible-text.ts'

const names = { error: 'ERROR', warning: 'WARNING', info: 'INFO' } as const

/** A column in UTF-8 bytes, as reviewdog counts; in UTF-16 code units where the line is not at hand. */
function positionData(path: string, { line, column }: Position, source: SourceLines) {
  const text = source.text(path, line)
  if (text === undefined) return { line, column }
  // A column behind the end of the line (its line end belongs to the range) keeps its distance.
  const beyond = Math.max(0, column - 1 - text.length)
  return { line, column: Buffer.byteLength(text.slice(0, column - 1)) + beyond + 1 }
}

function rangeData(path: string, range: Range, source: SourceLines) {
  return { start: positionData(path, range.start, source), end: positionData(path, range.end, source) }
}

function diagnosticData(finding: Finding, source: SourceLines) {
  const edit = finding.fix?.edits[0]
  // A suggestion is applied alone and to this file only; one edit out of several would break a fix in two.
  const suggests = edit !== undefined && finding.fix?.edits.length === 1 && edit.path === finding.path
  return {
    message: visibleText(finding.message) || finding.rule,
    location: {
      path: plainPath(finding.path),
      range: rangeData(finding.path, finding.range, source),
    },
    severity: names[finding.severity],
    code: { value: finding.rule },
    ...(suggests && {
      suggestions: [{ range: rangeData(edit.path, edit.range, source), text: edit.text }],
    }),
    ...(finding.related.length > 0 && {
      related_locations: finding.related.map(({ path, range, message }) => ({
        message: visibleText(message),
        location: { path: plainPath(path), range: rangeData(path, range, source) },
      })),
    }),
  }
}

/** Reviewdog Diagnostic Format. Troubles are diagnostics of a whole file. */
export function rdjson(report: Report, _options: ReporterOptions): string {
  const source = new SourceLines(report.excerpts)
  const worst =
    report.troubles.length > 0
      ? 'error'
      : severities.find((severity) => report.findings.some((finding) => finding.severity === severity))
  return jsonText({
    source: { name: 'plimsoll' },
    ...(worst && { severity: names[worst] }),
    diagnostics: [
      ...report.troubles.map(({ kind, message, path }) => ({
        message: visibleText(message) || kind,
        location: { path: path === undefined ? '.' : plainPath(path) },
        severity: names.error,
        code: { value: `plimsoll-${kind}` },
      })),
      ...report.findings.map((finding) => diagnosticData(finding, source)),
    ],
  })
}
