import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-weak-content-policy',
  on: 'exchange',
  severity: 'warning',
  category: 'security',
  summary: 'A Content-Security-Policy cannot be got round, and each of its words means something.',
  why: 'Hosts that serve JSONP or old AngularJS run any code that is asked of them, and browsers pass over a misspelt word without a sound.',
  bad: [
    {
      'https://shop.example/':
        "< HTTP/1.1 200\n< content-security-policy: default-src 'self'; script-src «self»\n<\n",
    },
    {
      'https://shop.example/':
        "< HTTP/1.1 200\n< content-security-policy: default-src 'self'; «scrpt-src» 'self'\n<\n",
    },
    {
      'https://shop.example/':
        "< HTTP/1.1 200\n< content-security-policy: default-src 'self'; script-src 'self' «https://www.google.com»\n<\n",
    },
  ],
  good: [
    {
      'https://shop.example/':
        "< HTTP/1.1 200\n< content-security-policy: default-src 'self'; script-src 'self' 'nonce-aG9sYXF1ZXRhbA'\n<\n",
    },
    {
      'https://shop.example/':
        "< HTTP/1.1 200\n< content-security-policy: default-src 'self'; upgrade-insecure-requests\n<\n",
    },
  ],

  *check(exchange) {
    const seen = new Set<number>()
    for (const { directive, source, message } of exchange.advice) {
      for (const policy of exchange.contentPolicies) {
        const found = policy.directives.find(({ name }) => name === directive)
        if (!found) continue
        const at = found.sources.find(({ value }) => value === source)?.span ?? found.nameSpan
        if (!seen.has(at.start)) yield { at, message: `${message}.` }
        seen.add(at.start)
      }
    }
  },
})
