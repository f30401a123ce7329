import { defineRule } from '../../engine/rule.ts'

const WANTED = [
  'strict-transport-security',
  'content-security-policy',
  'x-frame-options',
  'x-content-type-options',
  'referrer-policy',
]

export default defineRule({
  id: 'require-headers-on-errors',
  on: 'exchange',
  severity: 'warning',
  category: 'security',
  summary: 'Error pages carry the security headers of the pages that work.',
  why: 'nginx adds headers to 200 and 301 only unless `always` is said; an error page that shows what was asked for is where injected scripts run.',
  bad: [
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< x-content-type-options: nosniff\n< x-frame-options: DENY\n<\n',
      'https://shop.example/nowhere#missing-page': '< «HTTP/1.1 404»\n< content-type: text/html\n<\n',
    },
  ],
  good: [
    {
      'https://shop.example/': '< HTTP/1.1 200\n< x-content-type-options: nosniff\n<\n',
      'https://shop.example/nowhere#missing-page': '< HTTP/1.1 404\n< x-content-type-options: nosniff\n<\n',
    },
    // An answer of a single-page app to everything is no error page.
    {
      'https://shop.example/': '< HTTP/1.1 200\n< x-frame-options: DENY\n<\n',
      'https://shop.example/nowhere#missing-page': '< HTTP/1.1 200\n<\n',
    },
  ],

  *check(exchange) {
    for (const page of exchange.related) {
      const isError = page.purpose === 'missing-page' || page.purpose === 'error-page'
      if (!isError || (page.status ?? 0) < 400) continue
      const lost = WANTED.filter((name) => exchange.last(name) && !page.last(name))
      if (lost.length === 0) continue
      yield {
        at: page.statusSpan,
        message: `The error page lacks ${lost.join(', ')}, which ${exchange.path} sends; add headers to every status (add_header … always).`,
      }
    }
  },
})
