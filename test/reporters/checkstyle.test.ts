import { expect, test } from 'vitest'
import { checkstyle } from '../../src/reporters/checkstyle.ts'
import { emptyReport, manyFindings, options, paths, reportWithFindings } from './report.ts'
import { parseXml } from './xml.ts'

test('nothing found is a document without files', () => {
  const root = parseXml(checkstyle(emptyReport(), options))
  expect(root.name).toBe('checkstyle')
  expect(root.attributes.version).toMatch(/^\d/)
  expect(root.children).toEqual([])
})

test('each path has one file element, even where its findings stand apart', () => {
  const report = reportWithFindings()
  const root = parseXml(
    checkstyle({ ...report, findings: [...report.findings, report.findings[0]!] }, options),
  )
  const names = root.children.map((file) => file.attributes.name)
  expect(names).toEqual([...new Set(names)])
  expect(names).toContain(paths.compose)
})

test('every error has line, message and the rest', () => {
  const root = parseXml(checkstyle(reportWithFindings(), options))
  const errors = root.children.flatMap((file) => file.children)
  expect(errors).toHaveLength(9)
  for (const error of errors) {
    expect(error.name).toBe('error')
    expect(error.attributes.line).toMatch(/^[1-9]\d*$/)
    expect(error.attributes.message).toMatch(/\S/)
    expect(['error', 'warning', 'info']).toContain(error.attributes.severity)
    expect(error.attributes.source).toMatch(/\S/)
  }
  expect(
    root.children.find((file) => file.attributes.name === paths.compose)!.children[0]!.attributes,
  ).toEqual({
    line: '5',
    column: '12',
    severity: 'error',
    message: 'The port 3000 of web is not the one its image exposes, 8080.',
    source: 'no-port-mismatch',
  })
})

test('paths can be absolute for readers that want it', () => {
  const report = { ...emptyReport(), findings: manyFindings(1, 'info') }
  const root = parseXml(checkstyle(report, { ...options, root: '/srv/shop/' }))
  expect(root.children[0]!.attributes.name).toBe('/srv/shop/many.yaml')
})
