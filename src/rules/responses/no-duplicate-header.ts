import { defineRule } from '../../engine/rule.ts'

/** Headers that mean nothing, or something else, when they come twice. */
const SINGLE = new Set(
  'content-type content-length location strict-transport-security x-frame-options x-content-type-options access-control-allow-origin access-control-allow-credentials cross-origin-opener-policy cross-origin-embedder-policy cross-origin-resource-policy etag last-modified content-disposition retry-after'.split(
    ' ',
  ),
)

export default defineRule({
  id: 'no-duplicate-header',
  on: 'exchange',
  severity: 'warning',
  category: 'correctness',
  summary: 'A header that has one value is sent once.',
  why: 'App and proxy both add it, and browsers then take neither: two X-Frame-Options or two Access-Control-Allow-Origin are none.',
  bad: [
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< x-frame-options: DENY\n< «x-frame-options: SAMEORIGIN»\n<\n',
    },
  ],
  good: [
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< set-cookie: a=1\n< set-cookie: b=2\n< vary: accept\n< vary: origin\n<\n',
    },
  ],

  *check(exchange) {
    for (const name of SINGLE) {
      const [first, second] = exchange.all(name)
      if (!first || !second) continue
      yield {
        at: second.span,
        message: `${name} is sent ${exchange.all(name).length} times; send it in one place, by the app or by the proxy.`,
        related: [{ at: first.span, message: 'This is the first.' }],
      }
    }
  },
})
