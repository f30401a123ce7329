import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CaddyDirective } from '../../src/documents/caddy/document.ts'
import { parseCaddy } from '../../src/documents/caddy/parse.ts'

function shape({ name, words, block }: CaddyDirective): unknown[] {
  const own: unknown[] = [name, ...words.map(({ value }) => value)]
  return block ? [...own, block.map(shape)] : own
}

function read(text: string) {
  const { sites, snippets, options, problems } = parseCaddy('Caddyfile', text)
  const cut = (span: { start: number; end: number }) => text.slice(span.start, span.end)
  return {
    sites: sites.map(({ addresses, directives }) => [
      addresses.map(({ value }) => value),
      directives.map(shape),
    ]),
    snippets: snippets.map(({ name, directives }) => [name, directives.map(shape)]),
    options: options.map(shape),
    problems: problems.map(({ at, message }) => [cut(at), message]),
  }
}

describe('sites', () => {
  test.each([
    ['example.com {\n  reverse_proxy api:80\n}\n', [[['example.com'], [['reverse_proxy', 'api:80']]]]],
    [
      'localhost\n\nreverse_proxy api:80\nfile_server\n',
      [[['localhost'], [['reverse_proxy', 'api:80'], ['file_server']]]],
    ],
    ['a.com, b.com,\nc.com {\n}\n', [[['a.com', 'b.com', 'c.com'], []]]],
    [
      ':80 {\n  handle /api/* {\n    reverse_proxy a:1 \\\n      b:2\n  }\n}',
      [[[':80'], [['handle', '/api/*', [['reverse_proxy', 'a:1', 'b:2']]]]]],
    ],
    [
      '{$HOST:localhost} {\n  respond "a { \\"b\\"\n }" 200\n}',
      [[['{$HOST:localhost}'], [['respond', 'a { "b"\n }', '200']]]],
    ],
    [
      'a {\n  respond <<HTML\n    <p>}</p>\n    HTML 200\n  log\n}\n',
      [[['a'], [['respond', '    <p>}</p>', '200'], ['log']]]],
    ],
    ['a {\n  respond `x "y"` # not this\n  # nor this }\n}', [[['a'], [['respond', 'x "y"']]]]],
  ])('%j', (text, sites) => {
    expect(read(text)).toMatchObject({ sites, problems: [] })
  })
})

test('snippets and options stand by themselves', () => {
  expect(
    read('{\n  email a@example.com\n}\n(logs) {\n  log\n}\nimport sites/*\na.com {\n  import logs\n}\n'),
  ).toEqual({
    options: [['email', 'a@example.com']],
    snippets: [['logs', [['log']]]],
    sites: [[['a.com'], [['import', 'logs']]]],
    problems: [],
  })
})

test.each([
  ['a {\n  log\n', [['{', 'This { is never closed.']]],
  ['a {\n}\n}\n', [['}', 'This } closes nothing; Caddy refuses it.']]],
  [
    'a {\n  respond "x\n}\n',
    [
      ['"x', 'The quote " is never closed.'],
      ['{', 'This { is never closed.'],
    ],
  ],
])('%j is told of', (text, problems) => {
  expect(read(text).problems).toEqual(problems)
})

test('reads anything, and every span lies in the text', () => {
  const word = fc.constantFrom(
    '{',
    '}',
    '\n',
    ' ',
    '"',
    '`',
    '#',
    '\\',
    '<<A',
    'A',
    '(a)',
    'a,',
    'import a',
    '{$X:1}',
    'b:80',
    '\r\n',
    '\ufeff',
  )
  const text = fc.oneof(
    fc.string(),
    fc.array(word, { maxLength: 60 }).map((words) => words.join('')),
  )
  fc.assert(
    fc.property(text, (source) => {
      const document = parseCaddy('Caddyfile', source)
      const inside = ({ start, end }: { start: number; end: number }) => {
        expect(start).toBeGreaterThanOrEqual(0)
        expect(end).toBeGreaterThanOrEqual(start)
        expect(end).toBeLessThanOrEqual(source.length)
      }
      const visit = (directive: CaddyDirective) => {
        for (const span of [directive.span, directive.nameSpan, ...directive.words.map((each) => each.span)])
          inside(span)
        for (const word of directive.words) {
          if (word.isVerbatim) expect(source.slice(word.span.start, word.span.end)).toBe(word.value)
        }
        directive.block?.forEach(visit)
      }
      for (const site of document.sites) {
        for (const { span } of [site, ...site.addresses]) inside(span)
        site.directives.forEach(visit)
      }
      for (const { directives, span } of document.snippets) {
        inside(span)
        directives.forEach(visit)
      }
      document.options.forEach(visit)
      for (const { at } of document.problems) inside(at)
      for (const { span } of document.comments) inside(span)
    }),
    { numRuns: 3000 },
  )
})

test('deep blocks end', () => {
  expect(parseCaddy('Caddyfile', 'a {\n'.repeat(100_000)).problems.length).toBeGreaterThan(0)
})
