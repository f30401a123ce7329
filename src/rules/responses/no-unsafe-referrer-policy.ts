import { defineRule } from '../../engine/rule.ts'
import { saidByObservatory } from '../../exchanges/observatory.ts'
import { lastReferrerPolicy } from '../../exchanges/security-headers.ts'

const NAMES = ['referrer-policy-unsafe', 'referrer-policy-header-invalid']

export default defineRule({
  id: 'no-unsafe-referrer-policy',
  on: 'exchange',
  severity: 'warning',
  category: 'security',
  summary: 'A Referrer-Policy keeps addresses within the site.',
  why: "Addresses hold search words, tokens of reset links and names of customers; they belong in nobody else's log.",
  like: NAMES.map((name) => `observatory:${name}`),
  bad: [
    { 'https://shop.example/': '< HTTP/1.1 200\n< «referrer-policy: unsafe-url»\n<\n' },
    { 'https://shop.example/': '< HTTP/1.1 200\n< «referrer-policy: no-referer»\n<\n' },
    { 'https://shop.example/': '< HTTP/1.1 200\n<\n<meta name="referrer" content="«origin»">' },
  ],
  good: [
    { 'https://shop.example/': '< HTTP/1.1 200\n< referrer-policy: strict-origin-when-cross-origin\n<\n' },
    { 'https://shop.example/': '< HTTP/1.1 200\n< referrer-policy: unsafe-url, no-referrer\n<\n' },
    { 'https://shop.example/': '< HTTP/1.1 200\n<\n' },
  ],

  *check(exchange) {
    const { isPresent, policy, at } = lastReferrerPolicy(exchange)
    if (!isPresent || policy?.isPrivate) return
    yield {
      at,
      message: policy
        ? `Referrer-Policy ${policy.name} tells other sites where people come from; write strict-origin-when-cross-origin or no-referrer.`
        : 'No browser knows this Referrer-Policy; write strict-origin-when-cross-origin or no-referrer.',
      like: saidByObservatory(exchange, ...NAMES),
    }
  },
})
