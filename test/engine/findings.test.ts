import { expect, test } from 'vitest'
import { lint } from '../../src/lint.ts'

const CONFIG = { extends: [] }
const fingerprints = async (text: string, path = 'compose.yaml') =>
  (await lint({ files: { [path]: text }, config: CONFIG })).findings.map(({ fingerprint }) => fingerprint)

const TWICE = '    image: a\n    image: b\n'

test('a fingerprint outlives lines that move', async () => {
  const before = await fingerprints(`services:\n  web:\n${TWICE}`)
  const after = await fingerprints(
    `# a comment\n\nname: shop\nservices:\n  db:\n    image: c\n  web:\n${TWICE}`,
  )
  expect(before).toHaveLength(1)
  expect(after).toEqual(before)
})

test('a fingerprint tells services and files apart', async () => {
  const [web] = await fingerprints(`services:\n  web:\n${TWICE}`)
  const [api] = await fingerprints(`services:\n  api:\n${TWICE}`)
  const [elsewhere] = await fingerprints(`services:\n  web:\n${TWICE}`, 'other/compose.yaml')
  expect(new Set([web, api, elsewhere]).size).toBe(3)
})

test('equal findings are counted', async () => {
  const found = await fingerprints(`FROM a\nFETCH x\nFETCH x\n`, 'Dockerfile')
  expect(found.map((each) => each.split(':')[1])).toEqual(['1', '2'])
  expect(new Set(found.map((each) => each.split(':')[0])).size).toBe(1)
})

test('findings come in the order of paths and places', async () => {
  const files = { 'b/.env': 'A="open\n', 'a/compose.yaml': `services:\n  web:\n${TWICE}  web: {}\n` }
  const { findings } = await lint({ files, config: CONFIG })
  const places = findings.map(({ path, range }) => `${path}:${range.start.line}`)
  expect(places).toEqual(['a/compose.yaml:4', 'a/compose.yaml:5', 'b/.env:1'])
})

test('columns count UTF-16 code units and an end lies behind the last character', async () => {
  const { findings } = await lint({
    files: { 'compose.yaml': 'services:\n  "🚢": { a: 1, a: 2 }\n' },
    config: CONFIG,
  })
  expect(findings[0]!.range).toEqual({ start: { line: 2, column: 17 }, end: { line: 2, column: 18 } })
})

test('an excerpt holds the lines around a finding and around what it relates to', async () => {
  const { excerpts } = await lint({
    files: { 'compose.yaml': `# 1\n# 2\n# 3\nservices:\n  web:\n${TWICE}` },
    config: CONFIG,
  })
  expect([...excerpts[0]!.lines.keys()]).toEqual([4, 5, 6, 7, 8])
})
