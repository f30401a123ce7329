import { defineRule } from '../../engine/rule.ts'
import { saidByObservatory } from '../../exchanges/observatory.ts'
import { isPublic } from './judged.ts'

export default defineRule({
  id: 'require-content-policy',
  on: 'exchange',
  severity: 'warning',
  category: 'security',
  summary: 'A page has a Content-Security-Policy that is enforced.',
  why: 'It is the second line behind escaping: a script that slips in does not run.',
  like: ['observatory:csp-not-implemented', 'observatory:csp-not-implemented-but-reporting-enabled'],
  bad: [
    { 'https://shop.example/': '< «HTTP/1.1 200»\n< content-type: text/html\n<\n<h1>Shop</h1>' },
    {
      'https://shop.example/':
        "< HTTP/1.1 200\n< content-type: text/html\n< «content-security-policy-report-only: default-src 'self'»\n<\n<h1>Shop</h1>",
    },
    // These directives do nothing in a meta.
    {
      'https://shop.example/':
        '< «HTTP/1.1 200»\n< content-type: text/html\n<\n<meta http-equiv="Content-Security-Policy" content="frame-ancestors \'none\'">',
    },
  ],
  good: [
    {
      'https://shop.example/':
        "< HTTP/1.1 200\n< content-type: text/html\n< content-security-policy: default-src 'self'\n<\n",
    },
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< content-type: text/html\n<\n<meta http-equiv="content-security-policy" content="default-src \'self\'">',
    },
    { 'https://api.shop.example/': '< HTTP/1.1 200\n< content-type: application/json\n<\n{}' },
  ],

  *check(exchange) {
    if (!exchange.isPage || !isPublic(exchange)) return
    if (exchange.contentPolicies.some(({ directives, from }) => from === 'header' || directives.length > 0))
      return
    const reporting = exchange.last('content-security-policy-report-only')
    yield {
      at: reporting?.value ? reporting.span : exchange.statusSpan,
      message: reporting?.value
        ? 'This policy only reports and stops nothing; send it as Content-Security-Policy too once its reports are clean.'
        : `${exchange.path} sends no Content-Security-Policy; begin with default-src 'self'; object-src 'none'; base-uri 'none'.`,
      like: saidByObservatory(exchange, 'csp-not-implemented', 'csp-not-implemented-but-reporting-enabled'),
    }
  },
})
