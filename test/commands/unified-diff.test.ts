import fc from 'fast-check'
import { expect, test } from 'vitest'
import { colorsFor } from '../../src/commands/terminal.ts'
import { unifiedDiff } from '../../src/commands/unified-diff.ts'

const plain = colorsFor({})
const diff = (before: string, after: string) =>
  unifiedDiff({ path: 'a', before, after, shownBefore: before, shownAfter: after }, plain)

/** What `patch` makes of a diff: an independent reading of the format. */
function patch(before: string, patchText: string): string {
  const old = before.match(/[^\n]*\n|[^\n]+$/g) ?? []
  const result: string[] = []
  let at = 0
  const lines = patchText.split('\n').slice(2, -1)
  for (const [index, line] of lines.entries()) {
    const header = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@$/.exec(line)
    if (header) {
      const start = Number(header[1]) - (header[2] === '0' ? 0 : 1)
      result.push(...old.slice(at, start))
      at = start
      expect(result.length).toBe(Number(header[3]) - (header[4] === '0' ? 0 : 1))
      continue
    }
    if (line.startsWith('\\')) continue
    const text = line.slice(1) + (lines[index + 1]?.startsWith('\\') ? '' : '\n')
    if (line[0] !== '+') expect(old[at++]).toBe(text)
    if (line[0] !== '-') result.push(text)
  }
  return [...result, ...old.slice(at)].join('')
}

const text = fc
  .tuple(fc.array(fc.constantFrom('a', 'b', 'c', '', '  d'), { maxLength: 30 }), fc.boolean())
  .map(([lines, hasEnd]) => lines.join('\n') + (hasEnd ? '\n' : ''))

test('a diff makes the new text of the old one', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      fc.pre(before !== after)
      expect(patch(before, diff(before, after))).toBe(after)
    }),
  )
})

test('changes that are near each other share a hunk, others do not', () => {
  const lines = Array.from({ length: 40 }, (_, index) => `line ${index}\n`)
  const change = (...changed: number[]) =>
    lines.map((line, index) => (changed.includes(index) ? `new ${index}\n` : line)).join('')
  const hunks = (...changed: number[]) => diff(lines.join(''), change(...changed)).match(/^@@/gm)?.length
  expect(hunks(5)).toBe(1)
  expect(hunks(5, 11)).toBe(1)
  expect(hunks(5, 30)).toBe(2)
})

test('very large changes are shown as one replacement', () => {
  const lines = (word: string) => Array.from({ length: 5000 }, (_, index) => `${word} ${index}\n`).join('')
  const before = `${lines('old')}same\n${lines('old')}`
  const after = `${lines('new')}same\n${lines('new')}`
  expect(patch(before, diff(before, after))).toBe(after)
})

test('what is shown is shown, not what is there', () => {
  const change = { path: 'a\u001b', before: 'k=secret\n', after: 'K=secret\n' }
  const shown = unifiedDiff({ ...change, shownBefore: 'k=******\n', shownAfter: 'K=******\n' }, plain)
  expect(shown).toBe('--- a/a\\x1b\n+++ b/a\\x1b\n@@ -1 +1 @@\n-k=******\n+K=******\n')
})

test('characters that act are escapes, tabs stay', () => {
  expect(diff('\ta\u001b[2J\r\n', 'b\n')).toContain('-\ta\\x1b[2J\n')
  expect(diff('  ::error::x\n', 'b\n')).toContain('-  \\x3a:error::x\n')
})
