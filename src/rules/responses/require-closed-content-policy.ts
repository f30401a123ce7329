import { defineRule } from '../../engine/rule.ts'
import { joinPolicies } from '../../exchanges/content-policy.ts'
import { hasClosedFrames } from '../../exchanges/security-headers.ts'

/** These do not fall back to default-src. */
const OPEN: Readonly<Record<string, string>> = {
  'base-uri': "an injected <base> turns every relative script into the attacker's; add base-uri 'none'",
  'form-action': "an injected form sends what people type elsewhere; add form-action 'self'",
  'frame-ancestors': "any site may frame the page; add frame-ancestors 'self'",
}

export default defineRule({
  id: 'require-closed-content-policy',
  on: 'exchange',
  severity: 'info',
  category: 'security',
  summary: 'A Content-Security-Policy says base-uri, form-action and frame-ancestors.',
  why: 'These three do not fall back to `default-src`: what is not said of them is allowed.',
  bad: [
    {
      'https://shop.example/':
        "< HTTP/1.1 200\n< «content-security-policy: default-src 'self'; base-uri 'none'; form-action 'self'»\n<\n",
    },
  ],
  good: [
    {
      'https://shop.example/':
        "< HTTP/1.1 200\n< x-frame-options: DENY\n< content-security-policy: default-src 'self'; base-uri 'none'; form-action 'self'\n<\n",
    },
    {
      'https://shop.example/':
        "< HTTP/1.1 200\n< content-security-policy: default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'\n<\n",
    },
    { 'https://shop.example/': '< HTTP/1.1 200\n<\n' },
  ],

  *check(exchange) {
    const header = exchange.last('content-security-policy')
    if (!header || !exchange.isPage) return
    const joined = joinPolicies(exchange.contentPolicies)
    const isFrameless = hasClosedFrames(exchange.valueOf('x-frame-options') ?? '')
    for (const [directive, harm] of Object.entries(OPEN)) {
      if (directive === 'frame-ancestors' && isFrameless) continue
      if (!joined.has(directive))
        yield { at: header.span, message: `This policy says no ${directive}: ${harm}.` }
    }
  },
})
