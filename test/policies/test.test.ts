import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/finding.ts'
import { type LintExample, testChecks, unmark } from '../../src/policies/test.ts'
import { quietRule } from './places.ts'

/** Finds every `x`. */
const findX: LintExample = async (files, rule) =>
  Object.entries(files).flatMap(([path, text]) =>
    [...text.matchAll(/x/g)].map((match) => {
      const before = text.slice(0, match.index).split('\n')
      const start = { line: before.length, column: before.at(-1)!.length + 1 }
      const range = { start, end: { ...start, column: start.column + 1 } }
      return { rule: rule.id, path, range, message: 'an x' } as Finding
    }),
  )

async function failures(bad: Record<string, string>, good: Record<string, string> = {}, lint = findX) {
  const results = await testChecks([quietRule('no-x', { bad: [bad], good: [good] })], lint)
  return results.map(({ kind, failures }) => [kind, ...failures])
}

describe('testChecks', () => {
  it('passes examples that are found exactly where they are marked', async () => {
    expect(await failures({ a: '1\n2«x»', b: '«x»«x»' }, { a: 'y' })).toEqual([['bad'], ['good']])
  })

  it.each([
    [
      'a finding beside the mark',
      { a: '«y»x' },
      {},
      [['bad', 'a:1:2-1:3: not marked, but found: an x', 'a:1:1-1:2: marked, but not found.'], ['good']],
    ],
    [
      'a mark that is too long',
      { a: '«xy»' },
      {},
      [['bad', 'a:1:1-1:2: not marked, but found: an x', 'a:1:1-1:3: marked, but not found.'], ['good']],
    ],
    [
      'no mark',
      { a: 'x' },
      {},
      [['bad', 'Nothing is marked with « »: say where the finding must point.'], ['good']],
    ],
    [
      'a finding in a good example',
      { a: '«x»' },
      { a: 'yx' },
      [['bad'], ['good', 'a:1:2-1:3: not marked, but found: an x']],
    ],
    [
      'a mark in a good example',
      { a: '«x»' },
      { a: '«y»' },
      [['bad'], ['good', 'A good example has no marks « ».']],
    ],
    ['a mark without its end', { a: '«x' }, {}, [['bad', 'a: a « without a » after it.'], ['good']]],
  ])('fails %s', async (_, bad, good, expected) => {
    expect(await failures(bad as Record<string, string>, good)).toEqual(expected)
  })

  it('fails an example that other rules find broken', async () => {
    const broken: LintExample = async (files, rule) => [
      ...(await findX(files, rule)),
      {
        rule: 'syntax',
        path: 'a',
        range: { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } },
        message: 'no YAML',
      } as Finding,
    ]
    expect(await failures({ a: '«x»' }, {}, broken)).toEqual([
      ['bad', 'a:1:1-1:2: syntax says: no YAML'],
      ['good', 'a:1:1-1:2: syntax says: no YAML'],
    ])
  })

  it('takes marks out', () => {
    expect(unmark({ a: 'a«b«c»»\n»' })).toEqual({
      files: { a: 'abc\n' },
      marks: ['a:1:3-1:4', 'a:1:2-1:4'],
      problems: ['a: a » without a « before it.'],
    })
  })
})
