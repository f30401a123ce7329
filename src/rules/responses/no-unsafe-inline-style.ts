import { defineRule } from '../../engine/rule.ts'
import { effectiveSources, isBroad, joinPolicies, sourcesFor } from '../../exchanges/content-policy.ts'
import { saidByObservatory } from '../../exchanges/observatory.ts'

export default defineRule({
  id: 'no-unsafe-inline-style',
  on: 'exchange',
  severity: 'info',
  category: 'security',
  summary: 'A Content-Security-Policy names where styles come from.',
  why: 'Injected styles can read a page out piece by piece and lay a false one over it.',
  like: ['observatory:csp-implemented-with-unsafe-inline-in-style-src-only'],
  bad: [
    {
      'https://shop.example/':
        "< HTTP/1.1 200\n< content-security-policy: default-src 'self'; style-src 'self' «'unsafe-inline'»\n<\n",
    },
  ],
  good: [
    {
      'https://shop.example/':
        "< HTTP/1.1 200\n< content-security-policy: default-src 'self'; style-src 'self' 'nonce-aG9sYQ' 'unsafe-inline'\n<\n",
    },
  ],

  *check(exchange) {
    const joined = joinPolicies(exchange.contentPolicies)
    const found = effectiveSources(sourcesFor(joined, 'style-src') ?? []).find(
      ({ value }) => value === "'unsafe-inline'" || value === 'data:' || isBroad(value),
    )
    if (!found) return
    yield {
      at: found.span,
      message: `${found.value} lets in any style; give styles a nonce or a hash, or name their hosts.`,
      like: saidByObservatory(exchange, 'csp-implemented-with-unsafe-inline-in-style-src-only'),
    }
  },
})
