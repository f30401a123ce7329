import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findNginxConfigs } from '../../src/deployment/nginx-configs.ts'
import { lostHeaders, sentHeaders } from '../../src/deployment/nginx-headers.ts'
import {
  effective,
  hasUnknownParts,
  levelsIn,
  linesOf,
  type NginxLevel,
} from '../../src/deployment/nginx-levels.ts'
import { locationFor, serversOf } from '../../src/deployment/nginx-servers.ts'
import { canHoldBreak, isClientChosen, piecesOf } from '../../src/deployment/nginx-variables.ts'
import { opensToOthers } from '../../src/deployment/origin-patterns.ts'
import { canHold, parseRegex, samplesOf } from '../../src/deployment/regex-tree.ts'
import { parseNginx } from '../../src/documents/nginx/parse.ts'
import { lint } from '../../src/lint.ts'

/** The configurations of a project that has nothing else. */
function configsOf(files: Record<string, string>) {
  const paths = Object.keys(files).sort()
  const documents = new Map(paths.map((path) => [path, parseNginx(path, files[path]!)]))
  return findNginxConfigs(
    {
      deployments: [],
      images: [],
      paths,
      documentAt: (path) => documents.get(path),
      markOf: () => undefined,
      files: {
        paths,
        kindOf: (path) => (path in files ? 'file' : 'missing'),
        text: (path) => files[path],
        isTracked: () => undefined,
      },
    },
    new Map(),
  )
}

const only = (text: string) => configsOf({ 'nginx.conf': text })[0]!

function levelNamed(root: NginxLevel, name: string): NginxLevel {
  return [...levelsIn(root)].find((level) => level.name === name)!
}

describe('include', () => {
  test('puts the files of the project where it stands, each once', () => {
    const configs = configsOf({
      'nginx/nginx.conf': 'http { include /etc/nginx/conf.d/*.conf; include mime.types; }',
      'nginx/conf.d/a.conf': 'server { include snippets/tls.conf; }',
      'nginx/conf.d/b.conf': 'server { listen 81; }',
      'nginx/snippets/tls.conf': 'listen 443 ssl;',
    })
    expect(configs).toHaveLength(1)
    expect(serversOf(configs[0]!).map(({ isTls, listens }) => [isTls, listens[0]!.port])).toEqual([
      [true, 443],
      [false, 81],
    ])
    expect(hasUnknownParts(configs[0]!.root)).toBe(false)
  })

  test('of what is not there is known to be unknown', () => {
    expect(hasUnknownParts(only('http { server { include snippets/a.conf; } }').root)).toBe(true)
    expect(hasUnknownParts(only('http { include /etc/nginx/conf.d/*.conf; }').root)).toBe(false)
  })

  test('in a circle comes to an end', () => {
    const configs = configsOf({
      'nginx/a.conf': 'include b.conf; x 1;',
      'nginx/b.conf': 'include a.conf; y 1;',
    })
    expect(configs.length).toBeGreaterThan(0)
  })
})

test('a level has what is around it only where it has none of its own', () => {
  const { root } = only(
    'http { add_header A 1; gzip on; server { location / { add_header B 2 always; if ($arg_a) { return 200; } } location /c { } } }',
  )
  const location = levelNamed(root, 'location')
  expect(sentHeaders(location).map(({ name, isAlways }) => [name, isAlways])).toEqual([['b', true]])
  expect(lostHeaders(location).map(({ name }) => name)).toEqual(['a'])
  expect(sentHeaders(levelNamed(root, 'if')).map(({ name }) => name)).toEqual(['b'])
  expect(effective(location, 'gzip')).toHaveLength(1)
})

test.each([
  ['/', 'prefix /'],
  ['/exact', 'exact /exact'],
  ['/exact/a', 'prefix /'],
  ['/static/a.php', 'first-prefix /static/'],
  ['/api/a.php', 'regex \\.php$'],
  ['/api/A.PHP', 'prefix /api/'],
  ['/api/a.CSS', 'caseless-regex \\.(css|php)$'],
])('%s is answered by %s', (path, wanted) => {
  const [server] = serversOf(
    only(
      'server { location / {} location = /exact {} location /api/ {} location ^~ /static/ {} location ~ \\.php$ {} location ~* \\.(css|php)$ {} location @named {} }',
    ),
  )
  const found = locationFor(server!.locations, path)
  if (found === 'unknown' || !found) throw new Error('nothing found')
  const { kind, pattern } = found
  const isCaseless = path.endsWith('PHP')
  expect(`${kind} ${pattern}`).toBe(isCaseless ? 'caseless-regex \\.(css|php)$' : wanted)
})

describe('variables', () => {
  const pieces = (text: string) => {
    const line = [...linesOf(only(text))].find(({ directive }) => directive.name === 'return')!
    return piecesOf(line.directive.words.at(-1)!.value, line)
  }
  test.each([
    ['location ~ ^/(.*)$ { return 301 /$1; }', true, false, true],
    ['location ~ ^/([^/]*)$ { return 301 /$1; }', true, true, true],
    ['location ~ ^/(\\w+)$ { return 301 /$1; }', false, false, false],
    ['location ~ ^/(?<a>\\W)$ { set $b $a; return 301 /${b}; }', true, true, true],
    ['set $a 1; return 301 /$a;', false, false, false],
    ['return 301 $uri;', true, true, false],
    ['return 301 $request_uri$arg_a;', false, false, true],
    ['map $uri $a { default b; } server { return 301 $a; }', false, false, false],
  ])('of %s', (text, hasReturn, hasFeed, isChosen) => {
    const found = pieces(text)
    expect([
      found.some((piece) => canHoldBreak(piece, '\r')),
      found.some((piece) => canHoldBreak(piece, '\n')),
      found.some(isClientChosen),
    ]).toEqual([hasReturn, hasFeed, isChosen])
  })

  test('that grow do not grow for ever', () => {
    const lines = Array.from({ length: 40 }, (_, at) => `set $v${at + 1} "$v${at}$v${at}$v${at}";`).join('')
    expect(pieces(`set $v0 a; ${lines} return 301 $v40;`).length).toBeLessThanOrEqual(200)
  })
})

test.each([
  ['^https://example\\.com$', true],
  ['^https?://(.+\\.)?example\\.com(:\\d+)?/', false],
  ['^https?://([a-z0-9-]+\\.)?example\\.com(:\\d+)?/', true],
  ['^https://example\\.com', false],
  ['https://example\\.com$', false],
  ['^https://example.com$', false],
  ['^https://[a-z]+\\.com$', false],
  ['^null$', true],
  ['^http://localhost:[0-9]+$', true],
])('whether only ours match %s: %s', (pattern, isSafe) => {
  expect(opensToOthers(pattern) === undefined).toBe(isSafe)
})

describe('whatever the expression', () => {
  const piece = fc.constantFrom(
    ...[
      '(',
      ')',
      '[',
      ']',
      '^',
      '$',
      '.',
      '*',
      '+',
      '?',
      '{2}',
      '|',
      '\\w',
      '\\',
      // Behind a backslash it is itself, in nginx's dialect and in the one it is compared with.
      'q',
      '/',
      '(?<n>',
      '(?:',
      '(?=',
      '-',
    ],
  )
  test('it is read, and what it matches it can hold', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), fc.string({ maxLength: 6 }), (pieces, text) => {
        const source = pieces.join('')
        const regex = parseRegex(source)
        if (!regex) return
        expect(samplesOf(regex.tree).length).toBeLessThanOrEqual(200)
        opensToOthers(source)
        let own: RegExp
        try {
          own = new RegExp(source)
        } catch {
          return
        }
        for (const each of own.exec(text)?.[0] ?? '') expect(canHold(regex.tree, each)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })
})

test('no configuration breaks a rule', async () => {
  const piece = fc.constantFrom(
    ...[
      'server {',
      'location ~ ^/(a',
      'location = {',
      'http {',
      'if (',
      'if ($a ~',
      '}',
      ';',
      '{',
      ' ',
      '\n',
      ')',
      '"',
    ],
    ...[
      'listen',
      ' 80 ssl',
      'server_name',
      ' a',
      'proxy_pass',
      ' http://$1',
      'set $1 $2',
      'add_header',
      'return 301 $uri',
    ],
    ...[
      'include *;',
      'upstream',
      'map $http_origin $b {',
      '~^(',
      'alias /',
      'ssl_ciphers',
      'limit_req zone=',
      '${',
    ],
  )
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
      const files = { 'nginx.conf': `server { listen 80; }\n${pieces.join('')}` }
      const { troubles } = await lint({ files, config: { extends: ['plimsoll:all'] } })
      expect(troubles).toEqual([])
    }),
    { numRuns: 60 },
  )
})
