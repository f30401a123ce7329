import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { parseEnv } from '../../src/documents/env/parse.ts'
import { envValues, readEnv } from '../../src/documents/env/values.ts'

describe('values', () => {
  test.each([
    ['A=1\nB= 2\nC =3 \nexport D=4\n\texport\tE=5', { A: '1', B: '2', C: '3', D: '4', E: '5' }],
    ['A: 1\nB:x=y\n', { A: '1', B: 'x=y' }],
    ['A=\nB=   \nC=""\nD=\'\'', { A: '', B: '', C: '', D: '' }],
    [
      'A=b c # note\nB=b#c\nC=#c\nD="x#y"# note\nE=\'x # y\' # note',
      { A: 'b c', B: 'b#c', C: '#c', D: 'x#y', E: 'x # y' },
    ],
    ["A='it\\'s \\n $B'", { A: "it's \\n $B" }],
    ['A="a\\tb\\n\\"c\\" \\\\ \\x41 \\0101 \\09"', { A: 'a\tb\n"c" \\ \\x41 A \\09' }],
    ['A=a\\nb', { A: 'a\\nb' }],
    ['A="one\ntwo"\nB=\'one\n two\'\nC=3', { A: 'one\ntwo', B: 'one\n two', C: '3' }],
    ['A=1\r\nB="2"\r\nC=3 # c\r\n', { A: '1', B: '2', C: '3' }],
    ['\ufeffA=1', { A: '1' }],
    [
      'a.b=1\nc-d=2\ne[0]=3\nárvíz=4\n456=5\n="v"',
      { 'a.b': '1', 'c-d': '2', 'e[0]': '3', árvíz: '4', 456: '5', '': 'v' },
    ],
    ['A=1\nA=2', { A: '2' }],
    ['A=1\nB=${A}$A\nC="<${B}>"\nD=\'$A\'', { A: '1', B: '11', C: '<11>', D: '$A' }],
    ['A=1\nB="\\$A $$A \\\\$A"\nC=\\$A', { A: '1', B: '$A $A \\1', C: '\\1' }],
    ['A=${X:-d}${A-e}', { A: 'de' }],
    ['__proto__=1\nA=$__proto__$constructor', { ['__proto__']: '1', A: '1' }],
    ['export=1\nexport_A=2', { export: '1', export_A: '2' }],
    ['\n \t\n# A=1\n  # B=2\n', {}],
  ])('of %j', (text, wanted) => {
    const { values, problems } = readEnv(text)
    expect(problems).toEqual([])
    expect(new Map(Object.entries(values))).toEqual(new Map(Object.entries(wanted)))
  })

  it('come from the shell in references and for bare keys, not for assigned ones', () => {
    const { values } = readEnv('A=file\nB=$A\nC\nD', { env: { A: 'shell', C: 'c' } })
    expect(values).toEqual({ A: 'file', B: 'shell', C: 'c' })
  })

  it('take required variables as problems at their reference', () => {
    const text = 'A="x\\n${NONE:?set it}"'
    const { problems } = readEnv(text)
    expect(problems.map(({ at }) => text.slice(at.start, at.end))).toEqual(['${NONE:?set it}'])
    expect(problems[0]?.message).toContain('set it')
  })

  it('take malformed references as problems at their place', () => {
    const text = 'A=1\nPASSWORD=a${b\n'
    const { problems } = readEnv(text)
    expect(problems.map(({ at }) => text.slice(at.start, at.end))).toEqual(['${b'])
  })

  it('do not grow without end', () => {
    const lines = Array.from({ length: 60 }, (_, index) => `A${index + 1}=$A${index}$A${index}`)
    const { values, problems } = readEnv(['A0=xxxxxxxxxx', ...lines].join('\n'))
    expect(problems.length).toBeGreaterThan(0)
    for (const value of Object.values(values)) expect(value.length).toBeLessThanOrEqual(1 << 20)
  })

  it('of the raw format are everything behind the equals sign', () => {
    const document = parseEnv('f', 'A="b" # $C \n # note\nB\nD=\n', { format: 'raw' })
    expect(document.problems).toEqual([])
    expect([...envValues(document, { B: 'b' }).values]).toEqual([
      ['A', '"b" # $C '],
      ['B', 'b'],
      ['D', ''],
    ])
  })
})

describe('problems', () => {
  test.each([
    ['A=1\nKEY="x\nB=2', ['KEY="x'], ['A', 'KEY', 'B']],
    ["KEY='", ["KEY='"], ['KEY']],
    ['FOO BAR=1\nB=2', ['FOO BAR'], ['FOO BAR', 'B']],
    ['lol$wut=1\nB=2', ['$'], ['lol$wut', 'B']],
    ['some words here\nB=2', ['some words here'], ['some words here', 'B']],
    ['A="x" y\nB=2', ['y'], ['A', 'B']],
  ])('of %j', (text, wanted, keys) => {
    const { problems, entries } = parseEnv('f', text)
    expect(problems.map(({ at }) => text.slice(at.start, at.end))).toEqual(wanted)
    expect(entries.map(({ key }) => key)).toEqual(keys)
  })

  it('of an open quote name the key and its line', () => {
    const { problems } = parseEnv('f', '\n\nKEY="x\ny')
    expect(problems[0]?.message).toMatch(/`KEY`.*line 3/)
  })

  it('of a binary file are one', () => {
    const { problems, entries } = parseEnv('f', 'A=1\0\n?\n?')
    expect([problems.length, entries.length]).toEqual([1, 0])
  })
})

describe('places', () => {
  it('of an entry', () => {
    const text = '  export A = "b\\tc"  # d\nE\nF= g # h\nI=\n'
    const { entries, comments } = parseEnv('f', text)
    const slice = ({ start, end }: { start: number; end: number }) => text.slice(start, end)
    expect(
      entries.map((entry) => [
        slice(entry.keySpan),
        slice(entry.valueSpan),
        slice(entry.span),
        entry.quote,
        entry.separator,
        entry.exported,
      ]),
    ).toEqual([
      ['A', '"b\\tc"', 'export A = "b\\tc"', 'double', '=', true],
      ['E', '', 'E', 'absent', '', false],
      ['F', 'g', 'F= g', 'none', '=', false],
      ['I', '', 'I=', 'none', '=', false],
    ])
    expect(slice(entries[0]!.value.spanOf(1, 2))).toBe('\\t')
    expect(slice(entries[0]!.value.spanOf(2, 3))).toBe('c')
    expect(comments.map((comment) => [slice(comment.span), comment.text, comment.ownLine])).toEqual([
      ['# d', 'd', false],
      ['# h', 'h', false],
    ])
  })
})

describe('commented-out assignments', () => {
  test.each([
    ['# FOO=bar', 'FOO', 'bar'],
    ['#FOO=bar # note', 'FOO', 'bar'],
    ['  ## x\n# export FOO_2="b c"', 'FOO_2', 'b c'],
    ['# FOO=', 'FOO', ''],
    ['# URL=http://localhost:3000/?a=b', 'URL', 'http://localhost:3000/?a=b'],
  ])('%j', (text, key, value) => {
    const { disabled, entries } = parseEnv('f', text)
    expect(entries).toEqual([])
    expect(disabled.map((entry) => [entry.key, entry.value.value, entry.commentedOut])).toEqual([
      [key, value, true],
    ])
    const [entry] = disabled
    expect(text.slice(entry!.keySpan.start, entry!.keySpan.end)).toBe(key)
    expect(text.slice(entry!.value.span.start, entry!.value.span.end)).toBe(value)
  })

  test.each([
    '# Set FOO=bar to enable',
    '# FOO=bar to enable it',
    '# FOO=bar.',
    '# FOO = bar',
    '# foo=bar',
    '# A=b',
    'X=1 # FOO=bar',
    '# FOO="bar" is better',
    '# ==== FOO ====',
  ])('not %j', (text) => {
    expect(parseEnv('f', text).disabled).toEqual([])
  })
})

describe('any text', () => {
  const piece = fc.constantFrom(
    ...[
      'A',
      'B_C',
      '=',
      ':',
      '"',
      "'",
      '\\',
      '\\n',
      '$',
      '${A}',
      '#',
      ' ',
      '\n',
      '\r\n',
      '\t',
      'export ',
      'x y',
      '😀',
      '# A1=b',
    ],
  )
  const text = fc.oneof(
    fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'binary' }),
  )
  const format = fc.constantFrom<'compose' | 'raw'>('compose', 'raw')

  it('is read without a throw, with all spans inside it', () => {
    fc.assert(
      fc.property(text, format, (source, kind) => {
        const document = parseEnv('f', source, { format: kind })
        const spans = [
          ...document.problems.map(({ at }) => at),
          ...document.comments.map(({ span }) => span),
          ...[...document.entries, ...document.disabled].flatMap((entry) => [
            entry.span,
            entry.keySpan,
            entry.valueSpan,
            entry.value.span,
          ]),
          ...envValues(document, {}).problems.map(({ at }) => at),
        ]
        for (const { start, end } of spans) {
          expect(start).toBeGreaterThanOrEqual(0)
          expect(end).toBeGreaterThanOrEqual(start)
          expect(end).toBeLessThanOrEqual(source.length)
        }
        for (const comment of document.comments) expect(source[comment.span.start]).toBe('#')
        for (const entry of document.entries) {
          expect(source.slice(entry.keySpan.start, entry.keySpan.end)).toBe(entry.key)
          const { value } = entry
          for (let at = 0; at < value.value.length; at += 1) {
            const { start, end } = value.spanOf(at, at + 1)
            if (end - start === 1) expect(source[start]).toBe(value.value[at])
          }
        }
      }),
    )
  })

  it('survives being written in quotes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        fc.pre(!value.includes('\0'))
        const escaped = value.replace(/["\\]/g, '\\$&').replaceAll('$', '$$$$')
        expect(readEnv(`A=1\nKEY="${escaped}" # note\nB=2`)).toEqual({
          values: { A: '1', KEY: value, B: '2' },
          problems: [],
        })
      }),
    )
  })
})
