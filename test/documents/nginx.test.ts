import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { directivesOf, type NginxDirective } from '../../src/documents/nginx/document.ts'
import { parseNginx } from '../../src/documents/nginx/parse.ts'

/** A tree as nested lists: name, words, block. */
function shape({ name, words, block }: NginxDirective): unknown[] {
  const own: unknown[] = [name, ...words.map(({ value }) => value)]
  return block ? [...own, block.map(shape)] : own
}

function read(text: string) {
  const document = parseNginx('nginx.conf', text)
  const cut = (span: { start: number; end: number }) => text.slice(span.start, span.end)
  return {
    document,
    tree: document.directives.map(shape),
    problems: document.problems.map(({ at, message }) => [cut(at), message]),
    cut,
  }
}

describe('directives', () => {
  test.each([
    [
      'server {\n  listen 80;\n  location / { proxy_pass http://web:80; }\n}\n',
      [
        [
          'server',
          [
            ['listen', '80'],
            ['location', '/', [['proxy_pass', 'http://web:80']]],
          ],
        ],
      ],
    ],
    ['proxy_pass http://$upstream:${PORT}/;', [['proxy_pass', 'http://$upstream:${PORT}/']]],
    ['location ~ ^/${a}{', [['location', '~', '^/${a}', []]]],
    ['location ~ "^/[a-z]{2}$" {}', [['location', '~', '^/[a-z]{2}$', []]]],
    ['rewrite ^/a#b /c;', [['rewrite', '^/a#b', '/c']]],
    ['add_header X "a\\"b\\\\" always;', [['add_header', 'X', 'a"b\\', 'always']]],
    ["log_format main '$a' \"\\t\"\n  'c;}';", [['log_format', 'main', '$a', '\t', 'c;}']]],
    ['rewrite "^/(\\d+)\\.html$" /x;', [['rewrite', '^/(\\d+)\\.html$', '/x']]],
    [
      'map $a $b { default 1; "~^x" 2; \'\' close; }',
      [
        [
          'map',
          '$a',
          '$b',
          [
            ['default', '1'],
            ['~^x', '2'],
            ['', 'close'],
          ],
        ],
      ],
    ],
    ['if ($scheme = "http") { return 301; }', [['if', '($scheme', '=', 'http', ')', [['return', '301']]]]],
    ['a}b c;', [['a}b', 'c']]],
    ['\ufeffa b;\r\n# c\r\nd;', [['a', 'b'], ['d']]],
    ['', []],
  ])('of %j', (text, wanted) => {
    const { tree, problems } = read(text)
    const isOpen = text.endsWith('{')
    expect(tree).toEqual(wanted)
    expect(problems).toHaveLength(isOpen ? 1 : 0)
  })

  it('have exact places', () => {
    const text = 'http {\n  server "a b" c; # d\n}\n'
    const { document, cut } = read(text)
    const [http] = document.directives
    const [server] = http!.block!
    expect(cut(http!.span)).toBe(text.trimEnd())
    expect(cut(server!.span)).toBe('server "a b" c;')
    expect(cut(server!.nameSpan)).toBe('server')
    expect(server!.words.map(({ span }) => cut(span))).toEqual(['"a b"', 'c'])
    expect(document.comments.map(({ text, ownLine }) => [text, ownLine])).toEqual([['d', false]])
  })

  it('know what is around them', () => {
    const { document } = read('http { server { listen 80; } }')
    const found = [...directivesOf(document.directives)].map(({ directive, around }) => [
      directive.name,
      around.map(({ name }) => name),
    ])
    expect(found).toEqual([
      ['http', []],
      ['server', ['http']],
      ['listen', ['http', 'server']],
    ])
  })
})

describe('Lua blocks', () => {
  test.each([
    'content_by_lua_block { ngx.say("}") -- } x\n local a = {1, [[ } ]], [==[ ] } ]==]} }',
    "access_by_lua_block {\n  --[[ }\n } ]] local t = { ['}'] = '\\'}' }\n}",
  ])('are skipped: %j', (text) => {
    const { document, problems } = read(`location / { ${text} }\nlisten 80;`)
    expect(problems).toEqual([])
    const [location, listen] = document.directives
    expect(location!.block).toHaveLength(1)
    expect(location!.block![0]!.code!.value).toBe(text.slice(text.indexOf('{') + 1, -1))
    expect(listen!.name).toBe('listen')
  })

  it('that never end are a problem', () => {
    expect(read('set_by_lua_block $a { return {1}').problems).toEqual([
      ['set_by_lua_block', 'The block of set_by_lua_block is never closed; write } behind it.'],
    ])
  })
})

describe('problems', () => {
  test.each([
    ['server {\n  listen 80;\n', ['server'], [['server', [['listen', '80']]]]],
    [
      'listen 80;\n}\nroot /a;',
      ['}'],
      [
        ['listen', '80'],
        ['root', '/a'],
      ],
    ],
    ['server { listen 80 }', ['80'], [['server', [['listen', '80']]]]],
    [
      'listen 80\nserver_name a;',
      ['80'],
      [
        ['listen', '80'],
        ['server_name', 'a'],
      ],
    ],
    ['listen 80', ['80'], [['listen', '80']]],
    ['listen 80;;', [';'], [['listen', '80']]],
    ['{ listen 80; }', ['{'], [['listen', '80']]],
    [
      'add_header X "open;\nlisten 80;',
      ['"open;', '"open;'],
      [
        ['add_header', 'X', 'open;'],
        ['listen', '80'],
      ],
    ],
    ['add_header X "a"b;', ['b'], [['add_header', 'X', 'a', 'b']]],
  ])('of %j', (text, wanted, tree) => {
    const result = read(text)
    expect(result.problems.map(([place]) => place)).toEqual(wanted)
    expect(result.tree).toEqual(tree)
  })

  it('of what goes over several lines are none', () => {
    const text =
      'access_log /a\n  main;\nadd_header Content-Security-Policy\n  "default-src \'self\'"\n  always;'
    expect(read(text).problems).toEqual([])
  })

  it('of another template language are none, and nothing is read', () => {
    for (const text of ['a {{ b }};', '{% if x %}a', '<%= a %>', 'server {{- .Name }}']) {
      const { document } = read(text)
      expect([document.isForeignTemplate, document.problems, document.directives]).toEqual([true, [], []])
    }
    expect(read('a "{{1}}" {b 1;}').document.isForeignTemplate).toBe(false)
  })

  it('of a binary file are one', () => {
    expect(read('a\0{{{').problems).toHaveLength(1)
  })

  it('of deep nesting are one', () => {
    const { problems } = read('a {'.repeat(60) + '}'.repeat(60))
    expect(problems[0]?.[1]).toMatch(/deep/)
  })
})

describe('whatever the text', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...['{', '}', ';', ' ', '\n', '\r\n', '"', "'", '\\', '#', '$', '${', 'a', 'server', '\tlisten 80'],
      ...['location / {', 'proxy_pass http://a', 'x_by_lua_block {', '[[', ']]', '--', '\u2028', '\ud800'],
    ),
    fc.string({ unit: 'binary', maxLength: 5 }),
  )
  const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''))

  it('it is read without an exception and every span lies in it', () => {
    fc.assert(
      fc.property(text, (input) => {
        const document = parseNginx('f', input)
        const spans = [...document.problems.map(({ at }) => at), ...document.comments.map(({ span }) => span)]
        for (const { directive, around } of directivesOf(document.directives)) {
          const inner = [directive.nameSpan, ...directive.words.map(({ span }) => span)]
          if (directive.code) inner.push(directive.code.span)
          for (const { start, end } of inner) {
            expect(start).toBeGreaterThanOrEqual(directive.span.start)
            expect(end).toBeLessThanOrEqual(directive.span.end)
          }
          const parent = around.at(-1)
          if (parent) expect(directive.span.end).toBeLessThanOrEqual(parent.span.end)
          spans.push(directive.span)
        }
        for (const { path, start, end } of spans) {
          expect(path).toBe('f')
          expect(0 <= start && start <= end && end <= input.length).toBe(true)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('a good configuration is the same with its words quoted', () => {
    const word = fc.stringMatching(/^[a-z0-9/.:_-]{1,8}$/)
    const line = fc.array(word, { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
        const plain = lines.map((words) => `${words.join(' ')};`).join('\n')
        const quoted = lines.map((words) => `${words.map((each) => `"${each}"`).join('\t')} ;`).join(' # x\n')
        expect(read(quoted).tree).toEqual(read(plain).tree)
        expect(read(plain).tree).toEqual(lines)
      }),
    )
  })
})
