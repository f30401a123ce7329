import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Finding } from '../src/finding.ts'
import { lint } from '../src/lint.ts'

const FIXTURES = fileURLToPath(new URL('../fixtures/', import.meta.url))
const NOW = new Date('2026-11-22T12:00:00Z')

/** What of the audits can be told from files alone; each must be shown by a project. */
const CLAIMS =
  'A1 A2 A3 A4 A5 A6 A8 A9 A10 A11 A12 A13 A14 A15 A16 B4 B6 B7 B9 B11 C1 C4 C6 D1 D2 D3 D4 D5 D12 D13 D14 D16 E1 E2 E5 E6'.split(
    ' ',
  )

const troubles = readdirSync(FIXTURES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

test.each(troubles)('%s: the bad project has exactly the expected findings', async (trouble) => {
  const report = await lint({ files: readProject(`${trouble}/bad`), now: NOW })
  expect(report.troubles).toEqual([])
  expect(report.findings.map(lineOf)).toEqual(readExpected(trouble).map(({ line }) => line))
})

test.each(troubles)('%s: the good project has none', async (trouble) => {
  const report = await lint({ files: readProject(`${trouble}/good`), now: NOW })
  expect(report.troubles).toEqual([])
  expect(report.findings.map(lineOf)).toEqual([])
})

test.each(troubles)('%s: both projects are judged by the same policy', (trouble) => {
  const read = (kind: string) => readFileSync(join(FIXTURES, trouble, kind, 'plimsoll.yaml'), 'utf8')
  expect(read('good')).toBe(read('bad'))
})

test('every claim is shown by a finding', () => {
  const shown = troubles.flatMap((trouble) => readExpected(trouble).flatMap(({ claims }) => claims))
  expect(CLAIMS.filter((claim) => !shown.includes(claim))).toEqual([])
})

/** As texts, not from disk: whether git tracks a file must not decide. */
function readProject(folder: string): Record<string, string> {
  const root = join(FIXTURES, folder)
  const entries = readdirSync(root, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(
    paths.map((path) => [path.slice(root.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')]),
  )
}

/** The findings of `expected.txt`, each with the claims (`# A1 A14: …`) of the comment above its block. */
function readExpected(trouble: string): { line: string; claims: readonly string[] }[] {
  const expected: { line: string; claims: readonly string[] }[] = []
  let claims: readonly string[] = []
  for (const line of readFileSync(join(FIXTURES, trouble, 'expected.txt'), 'utf8').split('\n')) {
    if (line.startsWith('#')) claims = line.slice(1, line.indexOf(':')).trim().split(' ')
    else if (line !== '') expected.push({ line, claims })
  }
  return expected
}

function lineOf({ path, range: { start, end }, severity, rule, environment }: Finding): string {
  const place = `${path}:${start.line}:${start.column}-${end.line}:${end.column}`
  return [place, severity, rule, environment].filter((part) => part !== undefined).join(' ')
}
