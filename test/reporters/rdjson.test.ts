import { expect, test } from 'vitest'
import type { Report } from '../../src/finding.ts'
import { rdjson } from '../../src/reporters/rdjson.ts'
import { emptyReport, manyFindings, options, paths, reportWithFindings } from './report.ts'

function printed(report: Report = reportWithFindings()) {
  return JSON.parse(rdjson(report, options))
}

function diagnosticOf(rule: string, report?: Report) {
  return printed(report).diagnostics.find((entry: { code: { value: string } }) => entry.code.value === rule)
}

test('nothing found is an empty list', () => {
  expect(printed(emptyReport())).toEqual({ source: { name: 'plimsoll' }, diagnostics: [] })
})

test('every diagnostic has message, path, severity and rule', () => {
  const { source, severity, diagnostics } = printed()
  expect(source).toEqual({ name: 'plimsoll' })
  expect(severity).toBe('ERROR')
  expect(diagnostics).toHaveLength(9)
  for (const diagnostic of diagnostics) {
    expect(diagnostic.message).toMatch(/\S/)
    expect(diagnostic.location.path).toMatch(/\S/)
    expect(['ERROR', 'WARNING', 'INFO']).toContain(diagnostic.severity)
    expect(diagnostic.code.value).toMatch(/\S/)
  }
})

test('columns count the bytes of UTF-8', () => {
  const before = '      TITLE: 日本語の店 👩‍🚀 '
  const start = new TextEncoder().encode(before).length + 1
  expect(diagnosticOf('no-decoration').location.range).toEqual({
    start: { line: 8, column: start },
    end: { line: 8, column: start + new TextEncoder().encode('é wide').length },
  })
  expect(start).not.toBe(before.length + 1)
})

test('columns count UTF-16 code units where the line is not at hand', () => {
  const report = { ...reportWithFindings(), excerpts: [] }
  const before = '      TITLE: 日本語の店 👩‍🚀 '
  expect(diagnosticOf('no-decoration', report).location.range.start.column).toBe(before.length + 1)
})

test('a column behind the line end stays there', () => {
  const [finding] = manyFindings(1, 'info')
  const report = {
    ...emptyReport(),
    findings: [{ ...finding!, range: { start: { line: 1, column: 1 }, end: { line: 1, column: 4 } } }],
    excerpts: [{ path: 'many.yaml', lines: new Map([[1, 'é']]) }],
  }
  expect(diagnosticOf('rule-info', report).location.range.end.column).toBe(5)
})

test('a fix of one edit is a suggestion; one that is part of more is not', () => {
  const [first, second] = printed().diagnostics.filter(
    (entry: { code: { value: string } }) => entry.code.value === 'no-port-mismatch',
  )
  expect(first.suggestions).toEqual([
    { range: { start: { line: 5, column: 12 }, end: { line: 5, column: 16 } }, text: '8080' },
  ])
  expect(second).not.toHaveProperty('suggestions')
})

test('related places are related locations', () => {
  expect(diagnosticOf('no-port-mismatch').related_locations).toEqual([
    {
      message: 'The image exposes 8080 here.',
      location: {
        path: paths.docker,
        range: { start: { line: 5, column: 8 }, end: { line: 5, column: 12 } },
      },
    },
  ])
})
