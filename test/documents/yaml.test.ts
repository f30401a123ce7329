import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Mapping, Scalar, Sequence, YamlDocument, YamlNode } from '../../src/documents/yaml/node.ts'
import { MOST_LEVELS, parseYaml, toPlain } from '../../src/documents/yaml/parse.ts'
import type { Span } from '../../src/span.ts'

const read = (text: string) => parseYaml('f.yaml', text)

function plain(text: string): unknown[] {
  return read(text).roots.map(({ root }) => root && toPlain(root))
}

function rootOf(text: string): Mapping {
  return read(text).roots[0]?.root as Mapping
}

/** What each problem points at, and its message. */
function problemsOf(text: string): [string, string][] {
  return read(text).problems.map(({ at, message }) => [text.slice(at.start, at.end), message])
}

function* nodesOf(node: YamlNode): Iterable<YamlNode> {
  yield node
  if (node.kind === 'sequence') for (const item of node.items) yield* nodesOf(item)
  if (node.kind === 'mapping') {
    for (const { key, value } of node.entries) {
      yield key
      yield* nodesOf(value)
    }
  }
}

describe('values', () => {
  test.each([
    ['a: 1\nb: -0x1F', [{ a: 1, b: '-0x1F' }]],
    ['[0x1F, 0o17, 017, 1_000, +5, -7]', [[31, 15, 17, '1_000', 5, -7]]],
    ['[1.5, .5, 1., 1e3, -.inf, 1.2.3]', [[1.5, 0.5, 1, 1000, Number.NEGATIVE_INFINITY, '1.2.3']]],
    ['[true, False, TRUE, yes, on, tRue]', [[true, false, true, 'yes', 'on', 'tRue']]],
    ['[null, ~, NULL, nULL, "null", \'1\']', [[null, null, null, 'nULL', 'null', '1']]],
    ['22:22', ['22:22']],
    [
      'a: !!str 1\nb: !!int "2"\nc: !reset\nd: !override [3]\ne: ! 4\nf: !x 5',
      [{ a: '1', b: 2, c: null, d: [3], e: '4', f: 5 }],
    ],
    ['{"a": [1, {"b": null}], "c": "\\ud83d\\ude00\\/"}', [{ a: [1, { b: null }], c: '😀/' }]],
    ['{\n\t"a": 1,\n\t"b": [\n\t\t2\n\t]\n}\n', [{ a: 1, b: [2] }]],
    ['---\na: 1\n---\n---\n- 2\n...\n', [{ a: 1 }, undefined, [2]]],
    ['', []],
    ['# only a comment\n', []],
    ['\ufeffa: 1', [{ a: 1 }]],
    ['a: 1\r\nb: |\r\n  x\r\n  y\r\n', [{ a: 1, b: 'x\ny\n' }]],
  ])('of %j', (text, wanted) => {
    expect(problemsOf(text)).toEqual([])
    expect(plain(text)).toEqual(wanted)
  })

  it('keep tags and anchors as written', () => {
    const root = rootOf('a: !override &x [1]\nb: !!str 2\nc: &y !t\n')
    expect([root.get('a')?.tag, root.get('a')?.anchor]).toEqual(['!override', 'x'])
    expect(root.get('b')?.tag).toBe('!!str')
    expect([root.get('c')?.tag, root.get('c')?.anchor]).toEqual(['!t', 'y'])
  })

  it('may have keys that objects have themselves', () => {
    const root = rootOf('__proto__: {a: 1}\nconstructor: 2\ntoString: 3')
    expect(root.entries.map(({ key }) => key.text)).toEqual(['__proto__', 'constructor', 'toString'])
    const object = toPlain(root) as object
    expect(Object.getPrototypeOf(object)).toBe(Object.prototype)
    expect(Object.keys(object)).toContain('__proto__')
    expect(rootOf('a: 1').get('constructor')).toBeUndefined()
  })

  it('are found in small and large mappings', () => {
    const keys = Array.from({ length: 40 }, (_, index) => `k${index}`)
    const root = rootOf(keys.map((key) => `${key}: ${key}v`).join('\n'))
    for (const key of keys) expect((root.get(key) as Scalar).value).toBe(`${key}v`)
    expect(root.entry('k40')).toBeUndefined()
  })
})

describe('places', () => {
  const text = [
    'a: "x\\ty" # c',
    "'b': [1, two ,{k: v}]",
    'none:   # nothing',
    'tagged: !reset  ',
    'list:',
    '- - x',
    '  -',
    '- |- # d',
    '    block',
    '',
    '    text  ',
    '',
    'last: plain',
    '  text',
    '',
  ].join('\n')
  const root = rootOf(text)
  const slice = (span: Span | undefined) => span && text.slice(span.start, span.end)

  it('of keys, values and entries are their source', () => {
    expect(problemsOf(text)).toEqual([])
    expect(
      root.entries.map(({ key, value, span }) => [slice(key.span), slice(value.span), slice(span)]),
    ).toEqual([
      ['a', '"x\\ty"', 'a: "x\\ty"'],
      ["'b'", '[1, two ,{k: v}]', "'b': [1, two ,{k: v}]"],
      ['none', '', 'none:'],
      ['tagged', '', 'tagged: !reset'],
      [
        'list',
        '- - x\n  -\n- |- # d\n    block\n\n    text  ',
        text.slice(text.indexOf('list:'), text.indexOf('\n\nlast:')),
      ],
      ['last', 'plain\n  text', 'last: plain\n  text'],
    ])
    expect(slice(root.span)).toBe(text.slice(0, -1))
  })

  it('of nulls that nobody wrote are empty, right behind what precedes them', () => {
    expect(root.get('none')?.span.start).toBe(text.indexOf('none:') + 'none:'.length)
    expect(root.get('tagged')?.span.start).toBe(text.indexOf('!reset') + '!reset'.length)
    const inner = (root.get('list') as Sequence).items[0] as Sequence
    expect(slice(inner.span)).toBe('- x\n  -')
    expect(inner.items[1]?.span.start).toBe(inner.span.end)
  })

  it('of aliases are those of the alias for scalars and of the target for collections', () => {
    const source = 'a: &x value\nb: *x\nc: &y [1]\nd: *y\n'
    const aliased = rootOf(source)
    const b = aliased.get('b') as Scalar
    expect([b.text, source.slice(b.span.start, b.span.end)]).toEqual(['value', '*x'])
    expect(b.traced().spanOf(1, 2)).toEqual(b.span)
    expect(aliased.get('d')).toBe(aliased.get('c'))
    const d = aliased.entry('d')!
    expect(source.slice(d.span.start, d.span.end)).toBe('d: *y')
  })

  it('of documents lie in order', () => {
    const source = 'a: 1\n---\nb: 2\n'
    expect(read(source).roots.map(({ span }) => source.slice(span.start, span.end))).toEqual([
      'a: 1\n',
      '---\nb: 2\n',
    ])
  })
})

describe('comments', () => {
  it('are found everywhere but in scalars', () => {
    const text = [
      '# top',
      'a: b#c # one',
      'b: "# no"   ',
      "c: '#no'",
      'd: | # two',
      '  # no',
      '# three',
      'e: [x, # four',
      '  # five',
      '  y]',
      'f: >',
      '  # no',
    ].join('\r\n')
    const { comments, problems } = read(text)
    expect(problems).toEqual([])
    expect(comments.map((comment) => [comment.text, comment.ownLine])).toEqual([
      ['top', true],
      ['one', false],
      ['two', false],
      ['three', true],
      ['four', false],
      ['five', true],
    ])
    for (const { span, text: comment } of comments) {
      expect(text.slice(span.start, span.end)).toBe(`# ${comment}`)
    }
  })
})

describe('merge keys', () => {
  it('add what the mapping lacks, last and marked; earlier sources win', () => {
    const root = rootOf(
      'x: &x {a: 1, b: 2}\ny: &y {b: 3, c: 4}\nz:\n  <<: [*x, *y, {d: 5}]\n  a: own\nw: {<<: *x}\nv: {"<<": 1}',
    )
    const z = root.get('z') as Mapping
    expect(z.entries.map(({ key, merged }) => [key.text, merged ?? false])).toEqual([
      ['a', false],
      ['b', true],
      ['c', true],
      ['d', true],
    ])
    expect(toPlain(z)).toEqual({ a: 'own', b: 2, c: 4, d: 5 })
    expect(z.entry('b')?.span).toEqual((root.get('x') as Mapping).entry('b')?.span)
    expect(toPlain(root.get('w')!)).toEqual({ a: 1, b: 2 })
    expect(toPlain(root.get('v')!)).toEqual({ '<<': 1 })
  })

  it('take nothing but mappings', () => {
    expect(problemsOf('<<: 5\na: 1')).toEqual([['5', expect.stringContaining('`<<`')]])
    expect(problemsOf('<<: [{a: 1}, b]').map(([at]) => at)).toEqual(['b'])
    expect(problemsOf('<<: *gone\na: 1')).toEqual([['*gone', expect.stringContaining('No anchor')]])
  })
})

describe('problems', () => {
  it('of a key that stands twice lie at the second, and the last one counts', () => {
    const text = 'a: 1\nb: {"a": 1, a: 2}\na: 3'
    const { problems } = read(text)
    expect(problems.map(({ at, message, related }) => [at.start, message, related?.[0]?.at.start])).toEqual([
      [text.indexOf('a: 2'), 'Key `a` stands twice', text.indexOf('"a"')],
      [text.indexOf('a: 3'), 'Key `a` stands twice', 0],
    ])
    expect(plain(text)).toEqual([{ b: { a: 2 }, a: 3 }])
    expect(rootOf(text).entries).toHaveLength(2)
  })

  test.each([
    ['a:\n\tb: 1\n', '\t', /tab/],
    ['a: 1\n\tb: 2\n', '\t', /tab/],
    ['a: "x', '', /quote/],
    ['a: [1, 2', '', /`]`/],
    ['a: {b: 1', '', /`}`/],
    ['a: b: c', 'b', /second/],
    ['a: @b', '@', /quotes/],
    ['a: "\\q"', '\\', /escape/],
    ['a:\n  b: 1\n c: 2', ' ', /indented/],
    ['foo\nbar: 1', 'foo\nbar', /one line/],
    ['a: *b', '*b', /anchor/],
    ['a: &b [*b]', '*b', /within/],
    ['? [a]\n: 1', '[a]', /cannot be a key/],
    ['a: x\0', '\0', /NUL/],
    ['a: \x07', '\x07', /U\+0007/],
    ['a: "\ud800"', '\ud800', /surrogate/],
    ['a: ]', ']', /bracket/],
    ['a: !h!x 1', '!h!x', /handle/],
  ])('of %j', (text, place, message) => {
    const [first] = read(text).problems
    expect(text.slice(first!.at.start, first!.at.end)).toBe(place)
    expect(first!.message).toMatch(message)
    expect(first!.severity).toBe('error')
  })

  it('leave the rest readable', () => {
    expect(plain('a: [1, 2\nb: 3')).toEqual([{ a: [1, 2], b: 3 }])
  })
})

describe('limits', () => {
  const deep: [string, string][] = [
    ['lists', '['.repeat(2_000_000)],
    ['mappings', '{a:'.repeat(500_000)],
    ['dashes', '- '.repeat(500_000)],
    ['keys', 'a: '.repeat(500_000)],
    ['lines', Array.from({ length: 500 }, (_, level) => `${' '.repeat(level)}a:`).join('\n')],
  ]
  test.each(deep)('of depth: %s', (_, text) => {
    const { problems } = read(text)
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining(`${MOST_LEVELS} levels`)])
  })

  it('let through what is deep but not too deep', () => {
    const text = '['.repeat(MOST_LEVELS) + ']'.repeat(MOST_LEVELS)
    expect(problemsOf(text)).toEqual([])
    expect(problemsOf(`[${text}]`)).not.toEqual([])
  })

  it('of aliases that multiply', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
    for (let level = 1; level < 12; level += 1) {
      lines.push(
        `a${level}: &a${level} [${Array(10)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
      )
    }
    const { problems, roots } = read(lines.join('\n'))
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining('Too much aliasing')])
    expect(JSON.stringify(toPlain(roots[0]!.root!)).length).toBeLessThan(2_000_000)
  })

  it('of merges that multiply', () => {
    const keys = Array.from({ length: 1000 }, (_, index) => `k${index}: 1`).join(', ')
    const merges = Array.from({ length: 500 }, (_, index) => `m${index}: {<<: *a}`).join('\n')
    const messages = problemsOf(`a: &a {${keys}}\n${merges}`).map(([, message]) => message)
    expect(messages).toEqual([expect.stringContaining('Too much aliasing')])
  })
})

describe('traced scalars', () => {
  /** Each character of the text with the source it maps to. */
  function trace(text: string, key = 'a'): [string, string][] {
    const scalar = rootOf(text).get(key) as Scalar
    const traced = scalar.traced()
    expect(traced.value).toBe(scalar.text)
    return [...traced.value].map((char, at) => {
      const { start, end } = traced.spanOf(at, at + 1)
      return [char, text.slice(start, end)]
    })
  }
  const same = (chars: string): [string, string][] => [...chars].map((char) => [char, char])

  test.each<[string, [string, string][]]>([
    ['a: bc', same('bc')],
    [
      "a: 'b''c'",
      [
        ['b', 'b'],
        ["'", "''"],
        ['c', 'c'],
      ],
    ],
    [
      'a: "b\\n\\x41\\u00e9"',
      [
        ['b', 'b'],
        ['\n', '\\n'],
        ['A', '\\x41'],
        ['é', '\\u00e9'],
      ],
    ],
    [
      'a: b\n  c\n\n  d',
      [
        ['b', 'b'],
        [' ', '\n  '],
        ['c', 'c'],
        ['\n', '\n\n  '],
        ['d', 'd'],
      ],
    ],
    [
      'a: "b  \n  c\\\n  d"',
      [
        ['b', 'b'],
        [' ', '  \n  '],
        ['c', 'c'],
        ['d', 'd'],
      ],
    ],
    [
      "a: 'b\n  ''c'",
      [
        ['b', 'b'],
        [' ', '\n  '],
        ["'", "''"],
        ['c', 'c'],
      ],
    ],
    [
      'a: |\n  b\n   c\n',
      [
        ['b', 'b'],
        ['\n', '\n  '],
        [' ', ' '],
        ['c', 'c'],
        ['\n', '\n'],
      ],
    ],
    [
      'a: |2-\n    b\n\n',
      [
        [' ', ' '],
        [' ', ' '],
        ['b', 'b'],
      ],
    ],
    [
      'a: >\n  b\n  c\n\n  d\n   e\n',
      [
        ['b', 'b'],
        [' ', '\n  '],
        ['c', 'c'],
        ['\n', '\n\n  '],
        ['d', 'd'],
        ['\n', '\n  '],
        [' ', ' '],
        ['e', 'e'],
        ['\n', '\n'],
      ],
    ],
    [
      'a: |+\n  b\n\n',
      [
        ['b', 'b'],
        ['\n', '\n'],
        ['\n', '\n'],
      ],
    ],
    [
      'a: |\r\n  b\r\n  c',
      [
        ['b', 'b'],
        ['\n', '\r\n  '],
        ['c', 'c'],
        ['\n', ''],
      ],
    ],
  ])('%j', (text, wanted) => {
    expect(trace(text)).toEqual(wanted)
  })

  it('in a nested block with an indentation indicator', () => {
    const text = 'x:\n- a: |1\n     b\n'
    const scalar = ((rootOf(text).get('x') as Sequence).items[0] as Mapping).get('a') as Scalar
    expect(scalar.text).toBe('  b\n')
    expect(scalar.traced().spanOf(2, 3).start).toBe(text.indexOf('b'))
  })
})

describe('any text', () => {
  const piece = fc.constantFrom(
    ...[
      'a',
      'b: ',
      '- ',
      '\n',
      '\n  ',
      '\n    ',
      ' ',
      '"',
      "'",
      "''",
      '\\n',
      '\\',
      '\\x41',
      '\\\n',
      '[',
      ']',
      '{',
      '}',
    ],
    ...[
      ', ',
      ': ',
      '? ',
      '|',
      '>',
      '|-',
      '>+',
      '|2',
      '>1-',
      '#',
      ' # c',
      '&x ',
      '*x',
      '!t ',
      '!!str ',
      '<<: ',
      '---\n',
    ],
    ...[
      '...\n',
      '\t',
      '\r\n',
      'é',
      '😀',
      '1',
      'true',
      '~',
      '%',
      '@',
      '\ufeff',
      'key: ',
      'x: |\n  ',
      '\n\n',
      '\n \n',
      '\ud800',
    ],
  )
  const text = fc.oneof(
    { weight: 3, arbitrary: fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  )

  function spansOf(document: YamlDocument): Span[] {
    const spans = [...document.comments.map(({ span }) => span), ...document.roots.map(({ span }) => span)]
    for (const { at, related } of document.problems) spans.push(at, ...(related ?? []).map((one) => one.at))
    for (const { root } of document.roots) {
      if (!root) continue
      for (const node of nodesOf(root)) {
        spans.push(node.span)
        if (node.kind === 'mapping') spans.push(...node.entries.map(({ span }) => span))
      }
    }
    return spans
  }

  it('is read without a throw, with all spans inside it', () => {
    fc.assert(
      fc.property(text, (source) => {
        const document = read(source)
        for (const { start, end } of spansOf(document)) {
          expect(start).toBeGreaterThanOrEqual(0)
          expect(end).toBeGreaterThanOrEqual(start)
          expect(end).toBeLessThanOrEqual(source.length)
        }
        for (const comment of document.comments) expect(source[comment.span.start]).toBe('#')
        for (const { root } of document.roots) if (root) JSON.stringify(toPlain(root))
      }),
      { numRuns: 1000 },
    )
  })

  it('has scalars whose trace leads to their characters', () => {
    fc.assert(
      fc.property(text, (source) => {
        fc.pre(!source.includes('*'))
        const document = read(source)
        for (const { root } of document.roots) {
          if (!root) continue
          for (const node of nodesOf(root)) {
            if (node.kind !== 'scalar') continue
            const traced = node.traced()
            expect(traced.value).toBe(node.text)
            const slice = source.slice(node.span.start, node.span.end)
            if (document.problems.length === 0 && node.style === 'plain' && !slice.includes('\n')) {
              expect(slice).toBe(node.text)
            }
            for (let at = 0; at < node.text.length; at += 1) {
              const { start, end } = traced.spanOf(at, at + 1)
              const isLineBreak = /^[ \n]$/.test(node.text[at]!)
              if (end - start === 1 && !isLineBreak) expect(source[start]).toBe(node.text[at])
            }
          }
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('comes back from JSON as it went in', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 2, '\t'), (value, indent) => {
        const source = JSON.stringify(value, undefined, indent)
        const wanted = JSON.parse(source)
        const { problems, roots } = read(source)
        expect(problems).toEqual([])
        expect(toPlain(roots[0]!.root!)).toEqual(wanted)
      }),
    )
  })
})
