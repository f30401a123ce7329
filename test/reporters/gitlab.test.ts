import { expect, test } from 'vitest'
import type { Report } from '../../src/finding.ts'
import { gitlab } from '../../src/reporters/gitlab.ts'
import { emptyReport, manyFindings, options, reportWithFindings } from './report.ts'

function entriesOf(report: Report = reportWithFindings()) {
  return JSON.parse(gitlab(report, options))
}

test('nothing found is an empty array', () => {
  expect(gitlab(emptyReport(), options)).toBe('[]\n')
})

test('every entry has every field', () => {
  const entries = entriesOf()
  expect(entries).toHaveLength(9)
  for (const entry of entries) {
    expect(Object.keys(entry)).toEqual(['description', 'check_name', 'fingerprint', 'severity', 'location'])
    expect(entry.description).toMatch(/\S/)
    expect(entry.check_name).toMatch(/\S/)
    expect(entry.fingerprint).toMatch(/\S/)
    expect(['info', 'minor', 'major', 'critical', 'blocker']).toContain(entry.severity)
    expect(entry.location.path).toMatch(/^(?!\.\/|\/)/)
    expect(Number.isInteger(entry.location.lines.begin)).toBe(true)
  }
})

test('severities are those of GitLab', () => {
  const findings = (['error', 'warning', 'info'] as const).flatMap((severity) => manyFindings(1, severity))
  const severities = entriesOf({ ...emptyReport(), findings }).map(
    (entry: { severity: string }) => entry.severity,
  )
  expect(severities).toEqual(['critical', 'major', 'minor'])
})

test('a finding has its place, and its path no leading dot', () => {
  const [finding] = manyFindings(1, 'error', 7)
  expect(entriesOf({ ...emptyReport(), findings: [{ ...finding!, path: './many.yaml' }] })).toEqual([
    {
      description: 'The error with number 7',
      check_name: 'rule-error',
      fingerprint: 'error7:1',
      severity: 'critical',
      location: { path: 'many.yaml', lines: { begin: 7, end: 7 } },
    },
  ])
})

test('no two entries share a fingerprint, not even of equal findings', () => {
  const report = reportWithFindings()
  const twice = { ...report, findings: [...report.findings, ...report.findings, ...report.findings] }
  const prints = entriesOf(twice).map((entry: { fingerprint: string }) => entry.fingerprint)
  expect(new Set(prints).size).toBe(prints.length)
})
