import { defineRule } from '../../engine/rule.ts'
import { saidByObservatory } from '../../exchanges/observatory.ts'
import { readTransportSecurity } from '../../exchanges/security-headers.ts'

export default defineRule({
  id: 'no-invalid-transport-security',
  on: 'exchange',
  severity: 'error',
  category: 'security',
  summary: '`Strict-Transport-Security` is one line with one `max-age`.',
  why: 'Browsers pass over a header that they cannot read, as if it were not there.',
  like: ['observatory:hsts-header-invalid'],
  oncePer: 'origin',
  bad: [
    { 'https://shop.example/': '< HTTP/1.1 200\n< «strict-transport-security: includeSubDomains»\n<\n' },
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< «strict-transport-security: max-age=300, max-age=31536000»\n<\n',
    },
    { 'https://shop.example/': '< HTTP/1.1 200\n< «strict-transport-security: max-age=1e9»\n<\n' },
  ],
  good: [
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< strict-transport-security: max-age="31536000"; preload; includeSubDomains\n<\n',
    },
    { 'https://shop.example/': '< HTTP/1.1 200\n<\n' },
  ],

  *check(exchange) {
    const policy = exchange.isHttps ? readTransportSecurity(exchange) : undefined
    if (!policy || (policy.maxAge !== undefined && !policy.isBroken)) return
    yield {
      at: policy.at,
      message: policy.isBroken
        ? 'Strict-Transport-Security is sent twice or repeats itself, so browsers pass over it; send it once (often proxy and app both add it).'
        : 'Strict-Transport-Security has no usable max-age, so browsers pass over it; write max-age=31536000; includeSubDomains.',
      like: saidByObservatory(exchange, 'hsts-header-invalid'),
    }
  },
})
