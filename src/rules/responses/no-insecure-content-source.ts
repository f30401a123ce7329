import { defineRule } from '../../engine/rule.ts'
import { isReporting, joinPolicies } from '../../exchanges/content-policy.ts'
import { saidByObservatory } from '../../exchanges/observatory.ts'

const NAMES = [
  'csp-implemented-with-insecure-scheme',
  'csp-implemented-with-insecure-scheme-in-passive-content-only',
]

export default defineRule({
  id: 'no-insecure-content-source',
  on: 'exchange',
  severity: 'error',
  category: 'security',
  summary: 'The Content-Security-Policy of an https page names no source of plain http.',
  why: 'What comes over http can be changed on the way, and is then part of a page that people trust.',
  like: NAMES.map((name) => `observatory:${name}`),
  bad: [
    {
      'https://shop.example/':
        "< HTTP/1.1 200\n< content-security-policy: default-src 'self'; script-src «http://cdn.example»\n<\n",
    },
    {
      'https://shop.example/':
        "< HTTP/1.1 200\n< content-security-policy: default-src 'self'; img-src 'self' «http:»\n<\n",
    },
  ],
  good: [
    {
      'https://shop.example/':
        "< HTTP/1.1 200\n< content-security-policy: default-src 'self' https://cdn.example; report-uri http://collector.example\n<\n",
    },
    {
      'http://localhost/':
        "< HTTP/1.1 200\n< content-security-policy: default-src 'self' http://localhost:3000\n<\n",
    },
  ],

  *check(exchange) {
    if (!exchange.isHttps) return
    const like = saidByObservatory(exchange, ...NAMES)
    const seen = new Set<number>()
    for (const [directive, sources] of joinPolicies(exchange.contentPolicies)) {
      if (isReporting(directive) || directive === 'frame-ancestors') continue
      for (const { value, span } of sources) {
        if (!/^(?:http|ftp):/.test(value) || seen.has(span.start)) continue
        seen.add(span.start)
        yield { at: span, message: `${directive} allows ${value} over plain http; write https.`, like }
      }
    }
  },
})
