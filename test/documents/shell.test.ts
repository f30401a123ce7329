import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  commandFromWords,
  flagsOf,
  hasFlag,
  operands,
  parseScript,
  parseShellFile,
  unwrap,
} from '../../src/documents/shell/parse.ts'
import type { SimpleCommand } from '../../src/documents/shell/script.ts'
import { type Span, TracedText } from '../../src/span.ts'

const place = (start: number, end: number): Span => ({ path: 'x', start, end })
const parse = (text: string) => parseScript(TracedText.verbatim(text, place(0, text.length)))
const slice = (text: string, span: Span) => text.slice(span.start, span.end)
const line = ({ name, words }: SimpleCommand) => [name, ...words.map(({ value }) => value)].join(' ')
const lines = (text: string) => parse(text).commands.map(line)

function only(text: string): SimpleCommand {
  const [command] = parse(text).commands
  if (!command) throw new Error('no command')
  return command
}

describe('commands', () => {
  test.each([
    ['a && b || c; d | e & f', ['a', 'b', 'c', 'd', 'e', 'f']],
    ['a\nb # c\nd', ['a', 'b', 'd']],
    ['if a; then b; elif c; then d; else e; fi', ['a', 'b', 'c', 'd', 'e']],
    ['for x in $(a); do b; done; while c; do d; done', ['a', 'b', 'c', 'd']],
    ['case $(a) in x) b;; y) c;; esac', ['a', 'b', 'c']],
    ['f() { a; }; (b; { c; })', ['a', 'b', 'c']],
    ['a "$(b `c`)" $((1 + $(d)))', ['a $() $(())', 'b $()', 'c', 'd']],
    ['A=$(b) c', ['c', 'b']],
    ['[[ -f $(a) ]] && b', ['a', 'b']],
    ['cat <<E\n$(a)\nE\nb', ['cat', 'a', 'b']],
    ["cat <<'E'\n$(a)\nE\nb", ['cat', 'b']],
  ])('%j', (text, expected) => expect(lines(text)).toEqual(expected))

  test.each([
    ["sh -c 'a && b'; c", ['sh -c a && b', 'a', 'b', 'c']],
    ['bash -euo pipefail -c "a $X"', ['bash -euo pipefail -c a ${X}', 'a ${X}']],
    ['sudo -u me /bin/sh -lc a', ['sudo -u me /bin/sh -lc a', 'a']],
    ['su me -c "a"', ['su me -c a', 'a']],
    ["eval 'a &&' b", ['eval a && b', 'a', 'b']],
    ['sh -c \'sh -c "a"\'', ['sh -c sh -c "a"', 'sh -c a', 'a']],
    ['bash <<E\na\nb\nE\nc', ['bash', 'a', 'b', 'c']],
    ['bash script.sh -c a', ['bash script.sh -c a']],
    ['sh -c "$(a)"', ['sh -c $()', 'a', '$()']],
  ])('strings for a shell: %j', (text, expected) => expect(lines(text)).toEqual(expected))

  test('joints and pipes', () => {
    const { commands } = parse('a && b | c; d & e\n(f)')
    expect(commands.map(({ joint, pipe, nested }) => [joint, pipe.index, pipe.length, nested])).toEqual([
      ['first', 0, 1, false],
      ['&&', 0, 2, false],
      ['|', 1, 2, false],
      [';', 0, 1, false],
      ['&', 0, 1, false],
      ['first', 0, 1, true],
    ])
  })

  test('assignments and redirects stand beside the words', () => {
    expect(only('A=1 B="$C" run >out 2>&1 x')).toMatchObject({
      name: 'run',
      words: [{ value: 'x' }],
      assignments: [
        { name: 'A', value: { value: '1', literal: true } },
        { name: 'B', value: { value: '${C}', literal: false } },
      ],
      redirects: [
        { operator: '>', target: { value: 'out' } },
        { operator: '>&', target: { value: '1' } },
      ],
    })
    expect(only('A=1')).toMatchObject({ name: '', words: [], assignments: [{ name: 'A' }] })
    expect(only('export A=1').words).toMatchObject([{ value: 'A=1', literal: true }])
  })

  test.each([
    ['\'$A\'"b"\\ c', '$Ab c', true],
    ['$A', '${A}', false],
    ['"${A:-b}c"', '${A}c', false],
    ['*.txt', '*.txt', false],
    ['~/a', '~/a', false],
    ["$'a\\tb'", 'a\tb', true],
    ['$(a)', '$()', false],
  ])('the word %s is %j', (written, value, literal) => {
    expect(only(`x ${written}`).words[0]).toMatchObject({ value, literal })
  })
})

describe('places', () => {
  test('follow a text that was joined from pieces', () => {
    const source = 'RUN apt-get \\\n  install cu\\\nrl'
    const pieces = [place(4, 12), place(14, 26), place(28, 30)]
    const text = TracedText.join(
      pieces.map((span) => ({ value: slice(source, span), span })),
      place(4, 30),
    )
    const [command] = parseScript(text).commands
    expect(command?.words.map(({ value, span }) => [value, slice(source, span)])).toEqual([
      ['install', 'install'],
      ['curl', 'cu\\\nrl'],
    ])
  })

  test('lie inside the string of sh -c, escapes or not', () => {
    const text = 'sh -c "apt \\"x\\" && b" && bash -c \'c  d\''
    const { commands } = parse(text)
    expect(commands.map(({ span }) => slice(text, span))).toEqual([
      'sh -c "apt \\"x\\" && b"',
      'apt \\"x\\"',
      'b',
      "bash -c 'c  d'",
      'c  d',
    ])
  })
})

describe('wrong texts', () => {
  test('what could be read is kept, with a problem', () => {
    const { commands, problems } = parse('a && b "c')
    expect(commands.map(({ name }) => name)).toEqual(['a', 'b'])
    expect(problems).toMatchObject([{ at: { start: 7 } }])
  })

  test('another dialect has no commands', () => {
    const text = TracedText.verbatim('Get-Item "x', place(0, 11))
    expect(parseScript(text, { dialect: 'other' })).toEqual({ commands: [], problems: [] })
  })

  test.each(['a\n'.repeat(600_000), '${a:-'.repeat(1000), 'cat <<a '.repeat(5000)])(
    'a hostile one is a problem instead (%#)',
    (text) => {
      const { commands, problems } = parse(text)
      expect(commands).toEqual([])
      expect(problems).toHaveLength(1)
    },
  )

  test('CR before the line end is no part of a word', () => {
    expect(lines('a b\r\nc\r\n')).toEqual(['a b', 'c'])
  })
})

describe('unwrap', () => {
  test.each([
    ['sudo -u root -E A=1 apt-get install x', 'apt-get install x'],
    ['env -i PATH=/bin -u X node app.js', 'node app.js'],
    ['exec gosu app:app tini -- node app.js', 'node app.js'],
    ['/usr/bin/nohup nice -n 5 a', 'a'],
    ['timeout -k 5 30s a -x', 'a -x'],
    ['xargs -n 1 rm -f', 'rm -f'],
    ['command -v git', 'command -v git'],
    ['sudo', 'sudo'],
    ['a sudo b', 'a sudo b'],
  ])('%s runs %s', (text, expected) => expect(line(unwrap(only(text)))).toBe(expected))

  test('keeps the assignments of env', () => {
    expect(unwrap(only('B=2 env A=1 x')).assignments).toMatchObject([
      { name: 'B' },
      { name: 'A', value: { value: '1' } },
    ])
  })
})

test('flags and operands', () => {
  const command = only('apt-get -yq --no-install-recommends -t bookworm --target-release=x install - -- curl')
  expect(flagsOf(command)).toEqual(['y', 'q', 'no-install-recommends', 't', 'target-release'])
  expect(hasFlag(command, 'assume-yes', 'y')).toBe(true)
  expect(hasFlag(command, 'x')).toBe(false)
  const withValue = ['-t', '--target-release']
  expect(operands(command, { withValue }).map(({ value }) => value)).toEqual(['install', 'curl'])
  expect(operands(command).map(({ value }) => value)).toEqual(['bookworm', 'install', 'curl'])
})

describe('exec form', () => {
  const words = (...values: string[]) => {
    let at = 0
    return values.map((value) => {
      const span = place(at, at + value.length + 2)
      at = span.end + 2
      return { value, span }
    })
  }

  test('the words are the command', () => {
    const [command] = commandFromWords(words('npm', 'start', '$X'))
    expect(command).toMatchObject({
      name: 'npm',
      words: [{ value: 'start' }, { value: '$X', literal: true }],
    })
    expect(command?.span).toEqual(place(0, 20))
  })

  test.each([
    [['sh', '-c', 'a && b']],
    [['/bin/bash', '-o', 'pipefail', '-ec', 'a && b']],
    [['tini', '--', 'env', 'A=1', 'sh', '-c', 'a && b']],
  ])('%j runs a and b', (values) => {
    const given = words(...values)
    const [, a, b] = commandFromWords(given)
    const start = given.at(-1)?.span.start ?? 0
    expect([a?.name, a?.span, b?.name, b?.span]).toEqual([
      'a',
      place(start + 1, start + 2),
      'b',
      place(start + 6, start + 7),
    ])
  })

  test('a string with escapes is known as a whole', () => {
    const span = place(10, 30)
    const found = commandFromWords([...words('sh', '-c'), { value: 'a && b', span }])
    expect(found.slice(1).map((command) => command.span)).toEqual([span, span])
  })

  test('no words, no command', () => expect(commandFromWords([])).toEqual([]))
})

test('a script file', () => {
  const text = '#!/usr/bin/env bash\n# one\nfoo a#b "# no" # two\ncat <<E\n# no\nE\n  #three\nx=${a#b} y $#\n'
  const document = parseShellFile('run.sh', text)
  expect(document).toMatchObject({
    kind: 'shell',
    path: 'run.sh',
    shebang: '/usr/bin/env bash',
    problems: [],
  })
  expect(document.comments.map(({ text, ownLine }) => [text, ownLine])).toEqual([
    ['one', true],
    ['two', false],
    ['three', true],
  ])
  expect(document.script.commands.map(({ name }) => name)).toEqual(['foo', 'cat', 'y'])
})

test('a text that ends within an expansion keeps its places inside', () => {
  const { script } = parseShellFile('x', '${`\\')
  expect(script.commands.map(({ span }) => [span.start, span.end])).toEqual([[0, 4]])
})

test('no text makes it throw, and every place lies in the text', () => {
  // biome-ignore format: a list to choose from
  const fragments = [
    'a', ' ', '\n', ';', '&&', '|', '(', ')', '{', '}', '"', "'", '`', '\\', '$', '$(', '${', '$((', '))', '<<E', '\nE\n',
    'sh -c ', 'eval ', 'if ', 'then ', 'fi', 'for x in ', 'do ', 'done', 'case ', ' in ', ';;', 'esac', 'A=', '>', '<(', '[[ ',
    ']]', '#', '\r\n', 'é', '😀', 'env ', 'su -c', "$'\\n'",
  ]
  const texts = fc.oneof(
    fc.array(fc.constantFrom(...fragments), { maxLength: 40 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
  )
  fc.assert(
    fc.property(texts, (text) => {
      const { script, comments } = parseShellFile('x', text)
      const check = (node: unknown) => {
        if (typeof node !== 'object' || node === null) return
        const { start, end, path } = node as Partial<Span>
        if (path !== undefined && start !== undefined && end !== undefined) {
          expect(start).toBeGreaterThanOrEqual(0)
          expect(end).toBeGreaterThanOrEqual(start)
          expect(end).toBeLessThanOrEqual(text.length)
        }
        for (const value of Object.values(node)) check(value)
      }
      check(script)
      check(comments)
      for (const command of script.commands) {
        unwrap(command)
        commandFromWords(
          [command.nameSpan, ...command.words.map(({ span }) => span)].map((span) => ({
            value: slice(text, span),
            span,
          })),
        )
      }
    }),
    { numRuns: 3000 },
  )
})
