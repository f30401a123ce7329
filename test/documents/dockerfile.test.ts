import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DockerfileDocument, Instruction, Word } from '../../src/documents/dockerfile/document.ts'
import { parseDockerfile } from '../../src/documents/dockerfile/parse.ts'
import type { Span } from '../../src/span.ts'

const parse = (text: string) => parseDockerfile('Dockerfile', text)
const slice = (text: string, span: Span | undefined) => span && text.slice(span.start, span.end)
const errors = (document: DockerfileDocument) =>
  document.problems.filter(({ severity }) => severity === 'error')

function first(text: string): Instruction {
  const [instruction] = parse(text).instructions
  if (!instruction) throw new Error('no instruction')
  return instruction
}

function script(text: string): string | undefined {
  const instruction = first(text)
  if (!('command' in instruction) || instruction.command?.form !== 'shell') return undefined
  return instruction.command.script.value
}

describe('lines', () => {
  test.each([
    ['a continuation joins without a blank', 'RUN echo he\\\nllo', 'echo hello'],
    ['blanks may follow the escape character', 'RUN a \\ \t\n  b', 'a   b'],
    ['comments and blank lines inside are dropped', 'RUN a \\\n# c \\\n\n  # d\n b', 'a  b'],
    ['a doubled escape character does not continue', 'RUN a\\\\\nRUN b', 'a\\\\'],
    ['the end of the file ends a continuation', 'RUN a \\', 'a'],
    ['CRLF', 'RUN a \\\r\n  b\r\n', 'a   b'],
    ['a chosen escape character', '# escape=`\nRUN a `\n  b\\\n', 'a   b\\'],
  ])('%s', (_, text, expected) => expect(script(text)).toBe(expected))

  test('a comment that ends in a backslash ends all the same', () => {
    const document = parse('FROM a\n# note \\\nRUN b')
    expect(document.instructions.map(({ keyword }) => keyword)).toEqual(['FROM', 'RUN'])
    expect(document.comments.map(({ text }) => text)).toEqual(['note \\'])
  })

  test('blank lines inside an instruction are told', () => {
    const { emptyContinuations } = first('RUN a \\\n\n  \n b')
    expect(emptyContinuations.map(({ start, end }) => [start, end])).toEqual([
      [8, 8],
      [9, 11],
    ])
  })

  test('comments directly above belong to an instruction', () => {
    const [one, two] = parse('# far\n\n# near\n  # nearer\nFROM a\nRUN b').instructions
    expect(one?.above.map(({ text }) => text)).toEqual(['near', 'nearer'])
    expect(two?.above).toEqual([])
  })

  test('a byte order mark is no part of the first keyword', () => {
    const text = '\uFEFFFROM a'
    expect(slice(text, first(text).keywordSpan)).toBe('FROM')
  })

  test('a span runs over continuations in the source', () => {
    const text = 'FROM deb\\\nian:12\n'
    const instruction = first(text)
    expect(instruction.keyword === 'FROM' && instruction.image).toMatchObject({
      value: 'debian:12',
      raw: 'deb\\\nian:12',
    })
    expect(slice(text, instruction.span)).toBe('FROM deb\\\nian:12')
  })
})

describe('directives', () => {
  test('stand at the top, in any case and with blanks', () => {
    const text = '# syntax = docker/dockerfile:1\n#Escape=`\n# check=skip=all;error=true\nFROM a'
    const document = parse(text)
    expect(
      document.directives.map(({ name, value }) => [name, value.value, slice(text, value.span)]),
    ).toEqual([
      ['syntax', 'docker/dockerfile:1', 'docker/dockerfile:1'],
      ['escape', '`', '`'],
      ['check', 'skip=all;error=true', 'skip=all;error=true'],
    ])
    expect(document.escape).toBe('`')
    expect(document.comments).toEqual([])
  })

  test.each(['# note\n# escape=`\nFROM a', '\n# escape=`\nFROM a', '# other=x\n# escape=`\nFROM a'])(
    'end at the first other line: %j',
    (text) => expect(parse(text)).toMatchObject({ escape: '\\', directives: [] }),
  )

  test.each(['# escape=x\nFROM a', '# escape=`\n# escape=`\nFROM a'])('%j is refused', (text) =>
    expect(errors(parse(text))).toHaveLength(1),
  )
})

describe('heredocs', () => {
  test('the body alone is the script', () => {
    const text = 'RUN <<EOF\napt-get update\nEOF\nUSER a'
    const [run, user] = parse(text).instructions
    expect(script(text)).toBe('apt-get update\n')
    expect(slice(text, run?.span)).toBe('RUN <<EOF\napt-get update\nEOF')
    expect(slice(text, run?.heredocs[0]?.bodySpan)).toBe('apt-get update\n')
    expect(user?.keyword).toBe('USER')
  })

  test('with more on the line, the shell gets line and bodies', () => {
    const text = 'RUN cat <<A <<B > /x && \\\n  ls\n1\nA\n2\nB\nUSER a'
    expect(script(text)).toBe('cat <<A <<B > /x &&   ls\n1\nA\n2\nB')
    expect(parse(text).instructions).toHaveLength(2)
  })

  test('tabs are stripped by <<-', () => {
    const text = 'RUN <<-EOF\n\techo a\n\t\techo b\n\tEOF\n'
    const [heredoc] = first(text).heredocs
    expect(heredoc?.body.value).toBe('echo a\necho b\n')
    expect(slice(text, heredoc?.body.spanOf(7, 11))).toBe('echo')
  })

  test.each([
    ['<<"EOF"', true],
    ["<<'EOF'", true],
    ['<<\\EOF', true],
    ['<<E"O"F', true],
    ['<<EOF', false],
    ['3<<EOF', false],
  ])('%s is named EOF', (opening, quoted) => {
    const document = parse(`COPY ${opening} /a\n$X\nEOF\nUSER a`)
    expect(document.instructions[0]?.heredocs).toMatchObject([{ name: 'EOF', quoted }])
    expect(errors(document)).toEqual([])
  })

  test.each([
    'RUN cat<<EOF\nUSER a',
    'RUN cat <<<EOF\nUSER a',
    'RUN echo "a <<EOF b"\nUSER a',
    'RUN echo $((1 << 2))\nUSER a',
    'CMD cat <<EOF\nUSER a',
    'RUN ["cat", "<<EOF"]\nUSER a',
  ])('%j opens none', (text) => {
    const { instructions, problems } = parse(text)
    expect(instructions.map(({ heredocs }) => heredocs)).toEqual([[], []])
    expect(problems).toEqual([])
  })

  test('COPY takes several as sources', () => {
    const copy = first('COPY <<a.txt x <<b.txt /dest/\nA\na.txt\nB\nb.txt\n')
    expect(copy).toMatchObject({ sources: [{ value: 'x' }], destination: { value: '/dest/' } })
    expect(copy.heredocs.map(({ name, body }) => [name, body.value])).toEqual([
      ['a.txt', 'A\n'],
      ['b.txt', 'B\n'],
    ])
  })

  test.each([
    ['RUN <<EOF\n#!/usr/bin/env python3\nprint()\nEOF', 'python3', 'python3'],
    ['RUN <<EOF\n#!/usr/bin/env -S python3 -u\nprint()\nEOF', 'python3', 'python3'],
    ['RUN <<EOF\n#!/bin/bash -e\nls\nEOF', 'bash', '/bin/bash'],
    ['RUN <<EOF /bin/bash\nls\nEOF', 'bash', '/bin/bash'],
  ])('%j names its interpreter', (text, name, written) => {
    const run = first(text)
    const interpreter = run.keyword === 'RUN' ? run.interpreter : undefined
    expect(interpreter?.value).toBe(name)
    expect(slice(text, interpreter?.span)).toBe(written)
  })

  test('one without an end is a problem at its opening', () => {
    const text = 'FROM a\nRUN <<EOF\nls\n'
    expect(errors(parse(text)).map(({ at }) => slice(text, at))).toEqual(['<<EOF'])
  })

  // What users of other linters reported as parse errors.
  test.each([
    ['a comment right after the end mark', 'RUN <<EOF\nls\nEOF\n# note\nUSER a'],
    ['an instruction right after the end mark', 'RUN <<EOF\nls\nEOF\nUSER a'],
    ['an escaped delimiter', 'RUN cat <<\\EOF > /x\n$HOME\nEOF\nUSER a'],
    ['a heredoc after a line continuation', 'RUN --mount=type=cache,target=/c \\\n  <<EOF\nls\nEOF\nUSER a'],
    ['a shebang inside', 'RUN <<EOF\n#!/usr/bin/env bash\nls\nEOF\nUSER a'],
    ['an interpreter after the delimiter', 'RUN <<EOF bash\nls\nEOF\nUSER a'],
    ['lines that look like instructions', 'RUN <<EOF\nFROM x\nfoo \\\nEOF\nUSER a'],
    ['CRLF', 'RUN <<EOF\r\nls\r\nEOF\r\nUSER a\r\n'],
    ['under ONBUILD', 'ONBUILD RUN <<EOF\nls\nEOF\nUSER a'],
  ])('%s', (_, text) => {
    const { instructions, problems } = parse(text)
    expect(problems).toEqual([])
    expect(instructions.map(({ keyword }) => keyword).slice(1)).toEqual(['USER'])
    expect(instructions[0]?.heredocs).toHaveLength(1)
  })
})

describe('words', () => {
  const value = (written: string) => {
    const env = first(`ENV A=${written}`)
    return env.keyword === 'ENV' ? env.pairs[0]?.value : undefined
  }
  test.each([
    ['b\\ c', 'b c', 'none'],
    ['"b c"', 'b c', 'double'],
    ["'$B'", '$B', 'single'],
    ['"b"\'$c\'', 'b\\$c', 'mixed'],
    ['\\$B', '\\$B', 'none'],
    ['"\\$B\\"\\n"', '\\$B"\\n', 'double'],
    ['${B:-"x y"}', '${B:-"x y"}', 'none'],
    ['"${B:-\'x\'}"', "${B:-'x'}", 'double'],
    ['', '', 'none'],
  ])('%s is %s', (written, expected, quote) => {
    expect(value(written)).toMatchObject({ value: expected, quote })
  })

  test('pairs', () => {
    const text = 'LABEL a="b c" d.e=\\\nf'
    const label = first(text)
    if (label.keyword !== 'LABEL') throw new Error('no LABEL')
    expect(label.legacy).toBe(false)
    expect(label.pairs.map(({ key, value, span }) => [key.value, value?.value, slice(text, span)])).toEqual([
      ['a', 'b c', 'a="b c"'],
      ['d.e', 'f', 'd.e=\\\nf'],
    ])
  })

  test('the legacy form takes all the rest', () => {
    expect(first('ENV A b=c  d')).toMatchObject({
      legacy: true,
      pairs: [{ key: { value: 'A' }, value: { value: 'b=c  d' } }],
    })
  })

  test('FROM', () => {
    expect(first('from --platform=$BUILDPLATFORM alpine:3 as Build')).toMatchObject({
      keyword: 'FROM',
      flags: [{ name: 'platform', value: { value: '$BUILDPLATFORM' } }],
      image: { value: 'alpine:3' },
      asKeyword: { value: 'as' },
      name: { value: 'Build' },
    })
  })

  test('flags end at a lone --', () => {
    const copy = first('COPY --chown=a:b --link -- --from /x')
    expect(copy.flags.map(({ name }) => name)).toEqual(['chown', 'link'])
    expect(copy).toMatchObject({ sources: [{ value: '--from' }], destination: { value: '/x' } })
  })

  test('the exec form may be broken over lines', () => {
    const text = 'CMD ["a", \\\n  # note\n  "\\u0062\\n"]'
    const cmd = first(text)
    if (cmd.keyword !== 'CMD' || cmd.command?.form !== 'exec') throw new Error('no exec form')
    expect(cmd.command.words.map(({ value, raw }) => [value, raw])).toEqual([
      ['a', '"a"'],
      ['b\n', '"\\u0062\\n"'],
    ])
  })

  test.each(['["a"', "['a']", '["a",]', '["c:\\windows"]', '["a"] b'])('%s is shell form', (written) =>
    expect(script(`CMD ${written}`)).toBe(written),
  )
})

describe('what BuildKit refuses', () => {
  test.each([
    ['', ''],
    ['# only a comment', ''],
    ['FROM a\nENV A', 'A'],
    ['FROM a\nENV', 'ENV'],
    ['FROM a\nENV A=b c', 'c'],
    ['FROM a\nLABEL =b', '=b'],
    ['FROM a\nWORKDIR', 'WORKDIR'],
    ['FROM a\nEXPOSE', 'EXPOSE'],
    ['FROM a\nVOLUME [""]', '""'],
    ['FROM a\nCOPY b', 'COPY'],
    ['FROM a\nCOPY b <<E\nE', '<<E'],
    ['FROM a\nCMD [1]', '[1]'],
    ['FROM a\nSHELL bash', 'bash'],
    ['FROM a b', 'FROM'],
    ['FROM a AS 1b', '1b'],
    ['FROM a\nFOO b', 'FOO'],
    ['FROM a\nMAINTAINER --boo x', '--boo'],
    ['FROM a\nCOPY --form=x b c', '--form=x'],
    ['FROM a\nCOPY --from b c', '--from'],
    ['FROM a\nCOPY --link=1 b c', '1'],
    ['FROM a\nONBUILD', 'ONBUILD'],
    ['FROM a\nONBUILD ONBUILD RUN b', 'ONBUILD'],
    ['FROM a\nONBUILD FROM b', 'FROM'],
    ['FROM a\nHEALTHCHECK', 'HEALTHCHECK'],
    ['FROM a\nHEALTHCHECK NONE x', 'x'],
    ['FROM a\nHEALTHCHECK CMD', 'CMD'],
    ['FROM a\nHEALTHCHECK curl x', 'curl'],
    ['FROM a\nHEALTHCHECK --interval=5 CMD x', '5'],
    ['FROM a\nHEALTHCHECK --timeout=10us CMD x', '10us'],
    ['FROM a\nHEALTHCHECK --retries=-1 CMD x', '-1'],
  ])('%j, at %j', (text, place) => {
    expect(errors(parse(text)).map(({ at }) => slice(text, at))).toEqual([place])
  })

  test.each([
    'RUN a',
    'FROM a\nCMD []',
    'FROM a\nCMD',
    'FROM a\nHEALTHCHECK --interval=1m30s --retries=0 --timeout=0s CMD ["a"]',
    'FROM a\nHEALTHCHECK --interval=x NONE',
    'FROM a\nCOPY --future=x b c',
    'FROM a\nRUN --mount=type=cache,target=/a --mount=type=tmpfs,target=/b c',
  ])('nothing of %j', (text) => expect(errors(parse(text))).toEqual([]))

  test('a line that is too long', () => {
    expect(errors(parse(`RUN ${'é'.repeat(33_000)}`))).toHaveLength(1)
    expect(errors(parse(`RUN ${'a'.repeat(65_000)}`))).toEqual([])
  })

  test('parsing goes on after each', () => {
    const { instructions } = parse('FOO\nENV A\nCMD [1]\nFROM a\n')
    expect(instructions.map(({ keyword }) => keyword)).toEqual(['UNKNOWN', 'ENV', 'CMD', 'FROM'])
  })
})

test('ONBUILD holds its instruction', () => {
  expect(first('ONBUILD COPY --chown=a b /c')).toMatchObject({
    keyword: 'ONBUILD',
    onbuild: false,
    instruction: { keyword: 'COPY', onbuild: true, flags: [{ name: 'chown' }], destination: { value: '/c' } },
  })
})

test('HEALTHCHECK', () => {
  expect(first('HEALTHCHECK none')).toMatchObject({ none: true, command: undefined })
  expect(first('HEALTHCHECK --interval=5s \\\n CMD a b')).toMatchObject({
    none: false,
    flags: [{ name: 'interval', value: { value: '5s' } }],
    command: { form: 'shell', script: { value: 'a b' } },
  })
})

describe('any text', () => {
  // biome-ignore format: a list to choose from
  const fragments = [
    'FROM', 'RUN', 'ENV', 'COPY', 'LABEL', 'ARG', 'CMD', 'HEALTHCHECK', 'ONBUILD', 'SHELL', 'VOLUME', 'USER',
    ' ', '\t', '\n', '\r\n', '\\\n', '\\', '`', '"', "'", '$', '${', '}', '=', '#', '# escape=`\n', '--', '--a=b',
    '<<EOF', '<<-"E"', 'EOF\n', '\nE\n', '[', ']', '["a", "b"]', ',', 'NONE', 'AS', 'é', '😀', '\u2028', '\uFEFF',
  ]
  const texts = fc.oneof(
    fc.array(fc.constantFrom(...fragments), { maxLength: 40 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', maxLength: 60 }),
  )

  test('spans lie in it and words are slices of it', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const document = parse(text)
        const check = (node: unknown) => {
          if (typeof node !== 'object' || node === null) return
          const { start, end, path } = node as Partial<Span>
          if (path !== undefined && start !== undefined && end !== undefined) {
            expect(start).toBeGreaterThanOrEqual(0)
            expect(end).toBeGreaterThanOrEqual(start)
            expect(end).toBeLessThanOrEqual(text.length)
          }
          const word = node as Partial<Word>
          if (word.raw !== undefined) expect(slice(text, word.span)).toBe(word.raw)
          for (const value of Object.values(node)) check(value)
        }
        check(document)
      }),
      { numRuns: 2000 },
    )
  })

  test('each character of a script is the one it is traced to', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const instruction of parse(text).instructions) {
          if (!('command' in instruction) || instruction.command?.form !== 'shell') continue
          const { script } = instruction.command
          for (let at = 0; at < script.value.length; at += 1) {
            expect(slice(text, script.spanOf(at, at + 1))).toBe(script.value[at])
          }
        }
      }),
      { numRuns: 500 },
    )
  })
})

test.each(['garbage\n', 'RUN \\\n', 'ONBUILD ', 'COPY <<a '])(
  'a large file of %j is read to its end',
  (line) => {
    const { problems, instructions } = parse(line.repeat(2_000_000 / line.length))
    expect(problems.length + instructions.length).toBeGreaterThan(0)
  },
)
