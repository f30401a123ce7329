import { canHoldBreak, piecesOf } from '../../deployment/nginx-variables.ts'
import type { NginxDirective, NginxWord } from '../../documents/nginx/document.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-http-splitting',
  on: 'nginxLine',
  severity: 'error',
  category: 'security',
  summary: 'No decoded part of a path gets into a header or a request to a server behind.',
  why: 'nginx decodes `%0d%0a` in `$uri` and in captures. Whoever writes them into a link sends headers of his own in our name: a cookie, another answer.',
  like: ['gixy:http_splitting'],
  bad: [
    { 'nginx.conf': 'server { return 301 «https://$host$uri»; }\n' },
    { 'nginx.conf': 'rewrite ^ «http://www.example.com$document_uri»;\nadd_header X-Path «"${uri}"»;\n' },
    { 'nginx.conf': 'location ~ ^/a/([^/]+)/ { proxy_pass «http://10.0.0.1/$1»; }\n' },
    { 'nginx.conf': 'location ~ ^/a/(?<rest>[^/]+)/ { set $b "x$rest"; proxy_set_header X-Rest «$b»; }\n' },
    // A dot matches everything but a line feed.
    { 'nginx.conf': 'location ~* ^/old/(.*)$ { return 301 «/new/$1»; }\n' },
    { 'nginx.conf': 'rewrite ^/a/(?<rest>[^/]+)$ «https://b/$rest» permanent;\n' },
  ],
  good: [
    // nginx goes on with it itself.
    { 'nginx.conf': 'rewrite ^ /index.php?q=$uri last;\n' },
    { 'nginx.conf': 'server { return 301 https://$host$request_uri; }\nserver { return 403; }\n' },
    { 'nginx.conf': 'location ~ ^/a/(.*)$ { proxy_pass http://10.0.0.1/$1; }\n' },
    { 'nginx.conf': 'location ~ ^/a/(\\d+|b)/([^/]+) { proxy_pass http://10.0.0.1/$1; }\n' },
    // nginx escapes what a rewrite captures by number; a map, a header and an argument are never decoded.
    {
      'nginx.conf':
        'map $uri $new { default /; }\nserver { rewrite ^/a/([^x]+)$ https://b/$1 permanent; location / { return 301 $new; }\n add_header X-A $arg_a$http_b; try_files $uri $uri/ =404; }\n',
    },
    { 'nginx.conf': 'location ~ ^/a/([^/]+)$ { return 301 https://b/$2$unknown; }\n' },
    { 'nginx.conf': 'set $uri /fixed;\nreturn 301 https://a$uri;\n' },
    { 'nginx.conf': 'if ($request_uri ~ "^/a/([^x]+)") { return 301 /b/$1; }\n' },
  ],

  *check(line) {
    const word = sentWord(line.directive)
    if (!word) return
    // A lone carriage return ends no header for a server behind.
    const breaks = line.directive.name.startsWith('proxy_') ? (['\n'] as const) : (['\n', '\r'] as const)
    const pieces = piecesOf(word.value, line)
    const bad = pieces.find((piece) => breaks.some((each) => canHoldBreak(piece, each)))
    if (!bad || 'text' in bad) return
    const isPath = bad.capture === undefined
    const written = `$${bad.variable}`
    yield {
      at: word.span,
      // The peer takes whatever a rewrite captures to be escaped.
      like: bad.by?.name === 'rewrite' ? [] : ['gixy:http_splitting'],
      message: isPath
        ? `${written} is decoded, so it can hold line breaks that a client wrote as %0d%0a; write $request_uri.`
        : `${written} can hold a line break that a client wrote as %0d or %0a; let its expression leave out \\r and \\n: [^\\r\\n/]+.`,
      ...(bad.by && {
        related: [
          { at: bad.by.words.at(-1)?.span ?? bad.by.nameSpan, message: `${written} is captured here.` },
        ],
      }),
      ...(isPath &&
        word.value.endsWith(written) &&
        line.directive.name === 'return' && {
          fix: {
            title: 'Write $request_uri',
            safe: false,
            edits: [
              {
                span: { ...word.span, start: end(word) - written.length, end: end(word) },
                text: '$request_uri',
              },
            ],
          },
        }),
    }
  },
})

function end({ span, quote }: NginxWord): number {
  return quote === 'none' ? span.end : span.end - 1
}

/** The part of a directive that becomes a header or a request. */
function sentWord({ name, words }: NginxDirective): NginxWord | undefined {
  if (name === 'proxy_pass') return words[0]
  if (name === 'return') return words[1] ?? words[0]
  if (name === 'rewrite') return isRedirect(words) ? words[1] : undefined
  return name === 'add_header' || name === 'proxy_set_header' ? words[1] : undefined
}

function isRedirect(words: readonly NginxWord[]): boolean {
  return (
    /^(?:permanent|redirect)$/.test(words[2]?.value ?? '') ||
    /^(?:https?:|\$scheme)/.test(words[1]?.value ?? '')
  )
}
