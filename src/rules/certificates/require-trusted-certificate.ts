import { defineRule } from '../../engine/rule.ts'
import { saidByObservatory } from '../../exchanges/observatory.ts'

const ADVICE: Readonly<Record<string, string>> = {
  expired: 'it has expired; renew it',
  'not-yet-valid': 'it is not valid yet',
  name: 'it is for other names; issue one that names this host',
  'self-signed': 'it is self-signed; take one from an authority that clients trust',
  untrusted: 'no authority that clients trust has signed it',
  'missing-intermediate': 'the intermediate certificate is not sent; serve the full chain',
}

export default defineRule({
  id: 'require-trusted-certificate',
  on: 'exchange',
  severity: 'error',
  category: 'security',
  summary: 'The certificate is for the host, and its chain leads to an authority that clients trust.',
  why: "Browsers show a warning instead of the page, and apps that were taught to pass over it accept anybody's certificate.",
  like: ['observatory:hsts-invalid-cert', 'observatory:redirection-invalid-cert'],
  oncePer: 'origin',
  bad: [
    { 'https://shop.example/': '* «tls self-signed TLSv1.3 X»\n< HTTP/1.1 200\n<\n' },
    { 'https://shop.example/': '* «tls missing-intermediate TLSv1.3 X»\n< HTTP/1.1 200\n<\n' },
    {
      'https://shop.example/':
        '* «tls name TLSv1.2 X»\n* certificate CN=www.shop.example; from 2026-01-01; to 2027-01-01; names www.shop.example\n< HTTP/1.1 200\n<\n',
    },
  ],
  good: [
    { 'https://shop.example/': '* tls verified TLSv1.3 X\n< HTTP/1.1 200\n<\n' },
    { 'http://shop.example/': '* tls none\n< HTTP/1.1 200\n<\n' },
  ],

  *check(exchange) {
    const { tls } = exchange.exchange
    if (!tls || tls.verified) return
    const failures = tls.failures ?? (tls.failure ? [tls.failure] : [])
    const reasons = failures.map((failure) => (Object.hasOwn(ADVICE, failure) ? ADVICE[failure]! : failure))
    yield {
      at: exchange.noteSpan('tls'),
      message: `Clients do not trust the certificate of ${exchange.host}${reasons.length > 0 ? `: ${reasons.join(', and ')}` : ''}.`,
      like: saidByObservatory(exchange, 'hsts-invalid-cert', 'redirection-invalid-cert'),
    }
  },
})
