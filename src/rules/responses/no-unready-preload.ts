import { defineRule } from '../../engine/rule.ts'
import { readTransportSecurity } from '../../exchanges/security-headers.ts'

/** What the preload list asks for (hstspreload.org). */
const YEAR = 31_536_000

export default defineRule({
  id: 'no-unready-preload',
  on: 'exchange',
  severity: 'warning',
  category: 'security',
  summary: '`preload` stands with `includeSubDomains` and a year of `max-age`.',
  why: 'The preload list takes no site without both; the word alone promises what does not come.',
  oncePer: 'origin',
  bad: [
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< «strict-transport-security: max-age=31536000; preload»\n<\n',
    },
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< «strict-transport-security: max-age=15552000; includeSubDomains; preload»\n<\n',
    },
  ],
  good: [
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< strict-transport-security: max-age=31536000; includeSubDomains; preload\n<\n',
    },
    { 'https://shop.example/': '< HTTP/1.1 200\n< strict-transport-security: max-age=31536000\n<\n' },
  ],

  *check(exchange) {
    const policy = exchange.isHttps ? readTransportSecurity(exchange) : undefined
    if (!policy?.isPreload || policy.maxAge === undefined || policy.isBroken) return
    const lacks = [
      ...(policy.includesSubdomains ? [] : ['includeSubDomains']),
      ...(policy.maxAge >= YEAR ? [] : [`a max-age of ${YEAR}`]),
    ]
    if (lacks.length === 0) return
    yield {
      at: policy.at,
      message: `preload needs ${lacks.join(' and ')}, or the preload list refuses the host.`,
    }
  },
})
