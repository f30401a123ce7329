import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseNginx } from '../../src/documents/nginx/parse.ts'
import { isInstalled } from '../programs.ts'

/** What nginx says of the grammar. */
const SYNTAX = /unexpected (?:"|end of file)|has no opening "\{"|too long parameter/

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-nginx-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/**
 * Whether nginx can read a text. Undefined where it stopped at a name, a value or a place that is wrong, which a
 * parser does not judge, and so never saw the rest.
 */
function nginxReads(text: string): boolean | undefined {
  const path = join(folder, 'nginx.conf')
  writeFileSync(path, text)
  const { stderr, status } = spawnSync('nginx', ['-t', '-q', '-e', 'stderr', '-p', folder, '-c', path], {
    encoding: 'utf8',
  })
  if (SYNTAX.test(stderr)) return false
  return status === 0 ? true : undefined
}

/** A whole configuration around the content of a server. */
function whole(content: string): string {
  return `pid ${folder}/pid;\nerror_log stderr;\nevents {}\nhttp {\n  access_log off;\n  server {\n    listen 127.0.0.1:18431;\n${content}\n  }\n}\n`
}

const parses = (text: string) => parseNginx('nginx.conf', text).problems.length === 0

const CONTENTS = [
  // Good ones.
  '',
  'root /srv;',
  'location / { return 200; }',
  'location / { return 200 "a;b{c}"; }',
  'location ~ "^/[a-z]{2}$" { return 204; }',
  'location ~ ^/a\\.b$ { return 204; }',
  "location = /a { return 200 'it\\'s'; }",
  'location /a { return 200 "a \\"b\\" c"; }',
  'add_header X-A "a # b";',
  'add_header X-A a#b;',
  'add_header X-A b; # a comment; with { and "',
  '# only a comment }',
  'add_header X-A\n  b\n  always;',
  'set $a "${host}b";',
  'set $a ${host}b;',
  'return 301 https://$host$request_uri;',
  'rewrite ^/a/(.*)$ /b/$1 last;',
  'rewrite "^/a{2}/(.*)$" /b/$1 last;',
  'if ($arg_a) { return 403; }',
  'if ($arg_a = "b c") { return 403; }',
  'if ($arg_a ~ "^b{1,2}$") { return 403; }',
  'if ($request_method !~ ^(GET|HEAD)$ ) { return 405; }',
  'location /a{return 200;}',
  'location /a {\r\n  return 200;\r\n}',
  '\tlocation\t/a\t{\treturn\t200\t;\t}',
  'error_page 404 = @a; location @a { return 404; }',
  'location / { location /a { location /a/b { return 200; } } }',
  "add_header X-A '';",
  'add_header X-A "";',
  'add_header X-A "line\none";',
  'server_name a.example.com *.example.org ~^(?<name>.+)\\.example\\.net$;',
  'proxy_set_header X-A $host; location / { proxy_pass http://127.0.0.1:1/; }',
  'location ~* \\.(?:css|js)$ { expires 1d; }',
  'location / { try_files $uri $uri/ =404; }',
  'set $a b}c;',
  'set $a "b"; set $c \'d\';',
  'set $a \\;b;',
  'set $a b\\ c;',
  'set $a b\\{c;',
  'add_header X-A "caf\u00e9 \u2028 \ud83d\ude00";',
  // Broken ones.
  'root /srv',
  'root /srv;;',
  ';',
  '{ return 200; }',
  'location / { return 200 }',
  'location / { return 200; ',
  'location / return 200; }',
  'root /srv; }',
  '}',
  'add_header X-A "b;',
  "add_header X-A 'b;",
  'add_header X-A "b"c;',
  'add_header X-A "b"}',
  'location / { } }',
  'location / { # }',
  'set $a "b"\\;',
  'set $a "b"#c;',
  'if ($arg_a) return 403;',
  'add_header X-A "b" "c"d;',
  'location /a { { return 200; } }',
  'location /a;',
]

describe.runIf(isInstalled('nginx'))('nginx and the parser agree', () => {
  test.each(CONTENTS)('on %j', (content) => {
    const text = whole(content)
    expect(nginxReads(text)).toBe(parses(text))
  })

  test('on what is put together by chance', () => {
    const piece = fc.constantFrom(
      ...[
        'root /a;',
        'location /b {',
        '}',
        ' ',
        '\n',
        '"a b"',
        "'c'",
        ';',
        '# d\n',
        'set $e f;',
        '"',
        '\\',
        '${g}',
      ],
      ...['return 200', 'h#i', '{', '$', 'j'],
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = whole(pieces.join(''))
        const isRead = nginxReads(text)
        fc.pre(isRead !== undefined)
        expect([text, parses(text)]).toEqual([text, isRead])
      }),
      { numRuns: 100, seed: 7 },
    )
  })
})
