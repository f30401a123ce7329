import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { controlOf, isSwitchedOff } from '../../src/documents/env/control-comments.ts'
import { inKeyOrder, keyGroups } from '../../src/documents/env/key-groups.ts'
import { linesIn } from '../../src/documents/env/lines.ts'
import { parseEnv } from '../../src/documents/env/parse.ts'
import { substitutionsIn, withClosedNames } from '../../src/documents/env/substitutions.ts'

const text = fc
  .array(fc.constantFrom(...'AB=1 "\'\n\r#$\\:{}é', 'A="x\ny"\n', '# n\n', '\n\n', 'export '), {
    maxLength: 40,
  })
  .map((parts) => parts.join(''))

describe('lines', () => {
  test.each([
    ['', []],
    ['A=1', ['entry A=1']],
    ['\n', ['blank ', 'blank ']],
    ['A=1\r\n\r\n# c\r\n', ['entry A=1', 'blank ', 'comment # c', 'blank ']],
    ['  A="x\n\n# y" # c\nB', ['entry   A="x\n\n# y" # c', 'entry B']],
    ['\ufeffA=1\n \t', ['entry A=1', 'blank  \t']],
    ['A=1\0\n', []],
  ])('of %j', (source, wanted) => {
    const lines = linesIn(parseEnv('f', source))
    expect(lines.map(({ kind, span }) => `${kind} ${source.slice(span.start, span.end)}`)).toEqual(wanted)
  })

  test('hold the whole text, and every assignment once', () => {
    fc.assert(
      fc.property(text, (source) => {
        const document = parseEnv('f', source)
        const lines = linesIn(document)
        let at = 0
        for (const { span } of lines) {
          expect(source.slice(at, span.start)).toMatch(/^(?:\r?\n)?$/)
          at = span.end
        }
        expect(source.slice(at)).toMatch(/^\r?$/)
        const entries = lines.flatMap((line) => (line.kind === 'entry' ? line.entry : []))
        expect(entries).toEqual(document.entries)
      }),
    )
  })
})

describe('control comments', () => {
  test.each([
    ['# dotenv-linter:off A, B', { isOff: true, checks: ['A', 'B'] }],
    ['#dotenv-linter:on A ,B,', { isOff: false, checks: ['A', 'B'] }],
    ['# dotenv-linter:off', { isOff: true, checks: [] }],
    ['# dotenv-linter:offside A', undefined],
    ['# dotenv-linter A', undefined],
    ['X=1 # dotenv-linter:off A', undefined],
  ])('%s', (line, wanted) => {
    expect(controlOf(parseEnv('f', line).comments[0]!)).toEqual(wanted)
  })

  test('hold until the next one of the same check', () => {
    const document = parseEnv('f', 'A=1\n# dotenv-linter:off X, Y\nB=1\n# dotenv-linter:on Y\nC=1\n')
    const off = (check: string) =>
      document.entries.filter(({ span }) => isSwitchedOff(document, check, span.start)).map(({ key }) => key)
    expect([off('X'), off('Y'), off('Z')]).toEqual([['B', 'C'], ['B'], []])
  })
})

describe('substitutions', () => {
  test.each([
    ['$A-${B}', ['plain A $A', 'plain B ${B}'], '${A}-${B}'],
    ['${A', ['open A ${A'], '${A}'],
    ['${A$B}', ['open A ${A', 'stray B $B}'], '${A}${B}'],
    ['${A!}', ['filled A ${A!}'], '${A}!}'],
    ['"$A}"', ['stray A $A}'], '"${A}"'],
    ['{"a":"$A"}', ['plain A $A'], '{"a":"${A}"}'],
    ['$$A\\$B\\\\$C', ['plain C $C'], '$$A\\$B\\\\${C}'],
    ["'$A'", [], "'${A}'"],
    ['$', ['plain  $'], '$'],
  ])('of %s', (value, wanted, closed) => {
    const document = parseEnv('f', `K=${value}`)
    const [entry] = document.entries
    const found = substitutionsIn(document, entry!)
    const told = found.map(
      ({ form, name, span }) => `${form} ${name} ${document.text.slice(span.start, span.end)}`,
    )
    expect(told).toEqual(wanted)
    expect(withClosedNames(document, entry!)).toBe(closed)
  })

  test('lie in their value', () => {
    fc.assert(
      fc.property(text, (source) => {
        const document = parseEnv('f', source)
        for (const entry of document.entries) {
          let at = entry.valueSpan.start
          for (const { span } of substitutionsIn(document, entry)) {
            expect(span.start).toBeGreaterThanOrEqual(at)
            expect(span.end).toBeLessThanOrEqual(entry.valueSpan.end)
            at = span.start + 1
          }
        }
      }),
    )
  })
})

describe('groups of keys', () => {
  test('end at blank lines, control comments and users of their keys', () => {
    const groups = keyGroups(
      parseEnv('f', 'B=1\n# a\nA=2\n\nD=1\nC=$D\nE=$D\n# dotenv-linter:off UnorderedKey\nF=1\n'),
    )
    const keys = groups.map(({ blocks, user }) => [
      ...blocks.map(({ entry }) => entry.key),
      ...(user ? [`${user.block.entry.key} uses ${user.uses}`] : []),
    ])
    expect(keys).toEqual([['B', 'A'], ['D', 'C uses D'], ['E']])
  })

  test('keep the comments above a key with it', () => {
    const source = '# one\n# two\nB=1\nA=2\n'
    const [group] = keyGroups(parseEnv('f', source))
    const blocks = inKeyOrder(group!.blocks).map(({ span }) => source.slice(span.start, span.end))
    expect(blocks).toEqual(['A=2', '# one\n# two\nB=1'])
  })
})
