import { defineRule } from '../../engine/rule.ts'
import { effectiveSources, isBroad, joinPolicies, sourcesFor } from '../../exchanges/content-policy.ts'
import { saidByObservatory } from '../../exchanges/observatory.ts'

export default defineRule({
  id: 'no-unsafe-inline-script',
  on: 'exchange',
  severity: 'error',
  category: 'security',
  summary:
    'A Content-Security-Policy lets in no script that stands in the page, and none from just anywhere.',
  why: "An injected script is an inline script, a data: URL or one from the attacker's own host: a policy that allows these stops nothing.",
  like: ['observatory:csp-implemented-with-unsafe-inline'],
  bad: [
    {
      'https://shop.example/':
        "< HTTP/1.1 200\n< content-security-policy: default-src 'self'; script-src 'self' «'unsafe-inline'»\n<\n",
    },
    {
      'https://shop.example/': "< HTTP/1.1 200\n< content-security-policy: default-src 'self' «https:»\n<\n",
    },
    {
      'https://shop.example/':
        "< HTTP/1.1 200\n< content-security-policy: script-src 'self' «data:»; object-src 'none'\n<\n",
    },
    {
      'https://shop.example/':
        "< HTTP/1.1 200\n< content-security-policy: script-src 'self'; object-src «*»\n<\n",
    },
    // Nothing is said of scripts, so all of them are allowed.
    { 'https://shop.example/': "< HTTP/1.1 200\n< «content-security-policy: img-src 'self'»\n<\n" },
    {
      'https://shop.example/':
        "< HTTP/1.1 200\n< content-security-policy: default-src 'self'; script-src-elem «'unsafe-inline'»\n<\n",
    },
  ],
  good: [
    { 'https://shop.example/': "< HTTP/1.1 200\n< content-security-policy: default-src 'self'\n<\n" },
    // A nonce switches 'unsafe-inline' off, 'strict-dynamic' what old browsers need.
    {
      'https://shop.example/':
        "< HTTP/1.1 200\n< content-security-policy: script-src 'nonce-aG9sYQ' 'strict-dynamic' 'unsafe-inline' https:; object-src 'none'\n<\n",
    },
    { 'https://shop.example/': '< HTTP/1.1 200\n<\n' },
    // Both hold, so that what one allows the other stops.
    {
      'https://shop.example/':
        "< HTTP/1.1 200\n< content-security-policy: script-src 'unsafe-inline'; object-src 'none', default-src 'self'\n<\n",
    },
  ],

  *check(exchange) {
    const policies = exchange.contentPolicies.filter(({ directives }) => directives.length > 0)
    if (policies.length === 0) return
    const joined = joinPolicies(policies)
    const like = saidByObservatory(exchange, 'csp-implemented-with-unsafe-inline')
    const seen = new Set<number>()
    for (const directive of ['script-src', 'script-src-elem', 'script-src-attr', 'object-src']) {
      const isPart = directive.startsWith('script-src-')
      if (isPart && !joined.has(directive)) continue
      const sources = sourcesFor(joined, directive)
      if (!sources) {
        const what = directive === 'object-src' ? 'plugins' : 'scripts'
        const at = exchange.last('content-security-policy')?.span ?? policies[0]!.span
        if (!seen.has(at.start))
          yield {
            at,
            message: `This policy says nothing of ${what}, so all are allowed; add default-src 'self' or ${directive} 'none'.`,
            like,
          }
        seen.add(at.start)
        continue
      }
      for (const { value, span } of effectiveSources(sources)) {
        const isOpen =
          isBroad(value) || (directive !== 'object-src' && (value === "'unsafe-inline'" || value === 'data:'))
        if (!isOpen || seen.has(span.start)) continue
        seen.add(span.start)
        yield {
          at: span,
          message: `${value} in ${directive} lets in what an attacker injects; ${value === "'unsafe-inline'" ? 'give scripts a nonce or a hash' : 'name the hosts, or give scripts a nonce'}.`,
          like: isPart ? [] : like,
        }
      }
    }
  },
})
