import { expect, test } from 'vitest'
import { compact } from '../../src/reporters/compact.ts'
import { emptyReport, manyFindings, options, reportWithFindings } from './report.ts'

test('prints one line per finding and trouble', () => {
  const report = reportWithFindings()
  const lines = compact(report, options).trimEnd().split('\n')
  expect(lines).toHaveLength(report.findings.length + report.troubles.length)
  expect(lines[0]).toBe(
    'docker/production/compose.yaml:5:12: error: The port 3000 of web is not the one its image exposes, 8080. [no-port-mismatch]',
  )
  expect(lines.at(-1)).toBe('plimsoll: error: The rule no-x broke. [internal]')
})

test('colours only when asked', () => {
  const report = { ...emptyReport(), findings: manyFindings(1, 'warning') }
  expect(compact(report, { ...options, color: true })).toContain('\u001b[33mwarning\u001b[39m')
})
