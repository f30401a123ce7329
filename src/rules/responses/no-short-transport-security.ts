import { defineRule } from '../../engine/rule.ts'
import { HALF_A_YEAR, saidByObservatory } from '../../exchanges/observatory.ts'
import { readTransportSecurity } from '../../exchanges/security-headers.ts'

export default defineRule<'exchange', { readonly least: number }>({
  id: 'no-short-transport-security',
  on: 'exchange',
  severity: 'warning',
  category: 'security',
  summary: '`Strict-Transport-Security` holds for at least half a year.',
  why: 'Who comes back after the time has run out comes by http again.',
  like: ['observatory:hsts-implemented-max-age-less-than-six-months'],
  options: {
    type: 'object',
    properties: { least: { description: 'Seconds.', type: 'integer', default: HALF_A_YEAR } },
    additionalProperties: false,
  },
  oncePer: 'origin',
  bad: [{ 'https://shop.example/': '< HTTP/1.1 200\n< «strict-transport-security: max-age=86400»\n<\n' }],
  good: [
    { 'https://shop.example/': '< HTTP/1.1 200\n< strict-transport-security: max-age=31536000\n<\n' },
    { 'https://shop.example/': '< HTTP/1.1 200\n< strict-transport-security: includeSubDomains\n<\n' },
  ],

  *check(exchange, { options }) {
    const policy = exchange.isHttps ? readTransportSecurity(exchange) : undefined
    if (policy?.maxAge === undefined || policy.isBroken || policy.maxAge >= options.least) return
    yield {
      at: policy.at,
      message: `max-age is ${policy.maxAge} seconds, less than ${Math.round(options.least / 86_400)} days; write max-age=31536000.`,
      like: saidByObservatory(exchange, 'hsts-implemented-max-age-less-than-six-months'),
    }
  },
})
