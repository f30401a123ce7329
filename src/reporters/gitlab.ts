import type { Report } from '../finding.ts'
import { jsonText } from './json-text.ts'
import { plainPath } from './paths.ts'
import type { ReporterOptions } from './reporter.ts'
import { visibleText } from './visible-text.ts'

const gitlabSeverities = { error: 'critical', warning: 'major', info: 'minor' } as const

/** GitLab Code Quality. Troubles are entries as well, since a report without them would look whole. */
export function gitlab(report: Report, _options: ReporterOptions): string {
  const taken = new Set<string>()
  // The merge request shows entries with one fingerprint as one.
  const unique = (fingerprint: string): string => {
    let candidate = fingerprint
    for (let occurrence = 2; taken.has(candidate); occurrence++) candidate = `${fingerprint}:${occurrence}`
    taken.add(candidate)
    return candidate
  }
  const findings = report.findings.map((finding) => ({
    description: visibleText(finding.message) || finding.rule,
    check_name: finding.rule,
    fingerprint: unique(finding.fingerprint),
    severity: gitlabSeverities[finding.severity],
    location: {
      path: plainPath(finding.path),
      lines: { begin: finding.range.start.line, end: finding.range.end.line },
    },
  }))
  const troubles = report.troubles.map(({ kind, message, path }) => ({
    description: visibleText(message) || kind,
    check_name: `plimsoll-${kind}`,
    fingerprint: unique(`plimsoll-${kind}:${path ?? ''}`),
    severity: 'blocker',
    location: { path: path === undefined ? '.' : plainPath(path), lines: { begin: 1, end: 1 } },
  }))
  return jsonText([...troubles, ...findings])
}
