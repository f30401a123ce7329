import fc from 'fast-check'
import { parse, stringify, TomlDate } from 'smol-toml'
import { describe, expect, test } from 'vitest'
import { parseToml } from '../../src/documents/toml/parse.ts'
import type { YamlNode } from '../../src/documents/yaml/node.ts'
import { toPlain } from '../../src/documents/yaml/parse.ts'

const valuesOf = (text: string) => toPlain(parseToml('a.toml', text).root)

/** What another reader makes of a text; undefined where it refuses. Dates are left to their texts. */
function otherReading(text: string): unknown {
  try {
    return plain(parse(text, { integersAsBigInt: false }))
  } catch {
    return undefined
  }
}

function plain(value: unknown): unknown {
  if (value instanceof TomlDate) return 'a date'
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]))
}

describe('values', () => {
  test.each([
    ['app = "a"\n[env]\nPORT = "8080"\n', { app: 'a', env: { PORT: '8080' } }],
    ['a.b.c = 1\na."d e" = 2\n[a.b2]\nx = 0x1F\n', { a: { b: { c: 1 }, 'd e': 2, b2: { x: 31 } } }],
    ['[[s]]\nn = 1\n[s.c]\nx = 1\n[[s]]\nn = 2\n', { s: [{ n: 1, c: { x: 1 } }, { n: 2 }] }],
    ['a = [1, # one\n 2,\n]\nb = { x = 1, y.z = "t" }\n', { a: [1, 2], b: { x: 1, y: { z: 't' } } }],
    [
      'a = """\none\\\n   two\n"quoted" \\u00e9"""\nb = \'\'\'\n\\raw\'\'\'\'\n',
      { a: 'onetwo\n"quoted" é', b: "\\raw'" },
    ],
    ['t = true # yes\nf = -1_000.5e3\ni = inf\n', { t: true, f: -1000500, i: Number.POSITIVE_INFINITY }],
    ['\ufeffa = 1\r\nb = "c"\r\n', { a: 1, b: 'c' }],
    ['__proto__ = 1\nconstructor.x = 2\n', JSON.parse('{"__proto__":1,"constructor":{"x":2}}')],
  ])('of %j', (text, wanted) => {
    expect(parseToml('a.toml', text).problems).toEqual([])
    expect(valuesOf(text)).toEqual(wanted)
  })

  test('a line that cannot be read is a problem, and the others are read', () => {
    const { problems, root } = parseToml('a.toml', 'a = 1\nb = \nc = never\n[d\nx = 1\n[e]\ny = "z"\na b\n')
    expect(problems).toHaveLength(4)
    expect(toPlain(root)).toEqual({ a: 1, e: { y: 'z' } })
  })

  test('what is defined twice is a problem', () => {
    for (const text of [
      'a = 1\na = 2',
      '[a]\n[a]',
      'a.b = 1\n[a]',
      'a = []\n[[a]]',
      '[a]\nb = 1\n[a.b]',
      'a = {}\na.b = 1',
    ]) {
      expect(parseToml('a.toml', text).problems, text).toHaveLength(1)
    }
  })
})

test('it reads what another program writes', () => {
  const scalar = fc.oneof(
    fc.string(),
    fc.string({ unit: 'grapheme' }),
    fc.integer(),
    fc.double({ noNaN: true }),
    fc.boolean(),
  )
  const key = fc.string({ minLength: 1 }).filter((text) => text !== '__proto__')
  const table = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      scalar,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 4 }),
    ),
    table: fc.dictionary(key, tie('value'), { maxKeys: 5 }),
  })).table
  fc.assert(
    fc.property(table, (value) => {
      const text = stringify(value as Record<string, unknown>)
      const { problems, root } = parseToml('a.toml', text)
      expect(problems).toEqual([])
      expect(toPlain(root)).toEqual(otherReading(text))
    }),
    { numRuns: 300 },
  )
})

/** Pieces out of which most texts are nearly TOML. */
const soup = fc
  .array(
    fc.constantFrom(
      'a',
      'b',
      'c.d',
      '"e"',
      "'f'",
      ' = ',
      '=',
      '1',
      '-2.5',
      '0x1',
      '1_0',
      '01',
      'true',
      '"x\\n"',
      '"\\q"',
      '"""',
      "'''",
      '[',
      ']',
      '[[',
      ']]',
      '{',
      '}',
      ',',
      '.',
      '#',
      '\n',
      '\n',
      '\r\n',
      ' ',
      '\t',
      '2020-01-02',
      '1979-05-27 07:32:00',
      'inf',
      '\\',
      '"',
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''))

test('it takes and refuses what another reader does', () => {
  fc.assert(
    fc.property(soup, (text) => {
      const other = otherReading(text)
      const { problems, root } = parseToml('a.toml', text)
      if (other === undefined) expect(problems.length, text).toBeGreaterThan(0)
      else {
        expect(problems, text).toEqual([])
        expect(JSON.stringify(withoutDates(toPlain(root)))).toBe(JSON.stringify(other))
      }
    }),
    { numRuns: 3000 },
  )
})

function withoutDates(value: unknown): unknown {
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d)?$/.test(value)) return 'a date'
  if (Array.isArray(value)) return value.map(withoutDates)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutDates(each)]))
}

test('it never throws, and every span lies in the text', () => {
  fc.assert(
    fc.property(fc.oneof(soup, fc.string(), fc.string({ unit: 'binary' })), (text) => {
      const { root, problems, comments } = parseToml('a.toml', text)
      const check = ({ start, end }: { start: number; end: number }) => {
        expect(start).toBeGreaterThanOrEqual(0)
        expect(end).toBeGreaterThanOrEqual(start)
        expect(end).toBeLessThanOrEqual(text.length)
      }
      const walk = (node: YamlNode) => {
        check(node.span)
        if (node.kind === 'sequence') node.items.forEach(walk)
        if (node.kind === 'mapping') {
          for (const entry of node.entries) {
            check(entry.span)
            check(entry.key.span)
            walk(entry.value)
          }
        }
        if (node.kind === 'scalar' && typeof node.value === 'string')
          expect(node.traced().value).toBe(node.text)
      }
      walk(root)
      for (const { at } of problems) check(at)
      for (const { span } of comments) check(span)
    }),
    { numRuns: 1000 },
  )
})

test('deep nesting ends in a problem', () => {
  expect(parseToml('a.toml', `a = ${'['.repeat(100_000)}`).problems).toHaveLength(1)
  expect(parseToml('a.toml', `a = ${'{a='.repeat(100_000)}`).problems).toHaveLength(1)
  expect(parseToml('a.toml', `${'a.'.repeat(100_000)}a = 1`).problems).toHaveLength(1)
})
