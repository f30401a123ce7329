import { defineRule } from '../../engine/rule.ts'

const DAY = 86_400_000

export default defineRule<'certificate', { readonly days: number }>({
  id: 'no-expiring-certificate',
  on: 'certificate',
  severity: 'error',
  category: 'reliability',
  summary: 'No certificate of the chain is about to expire, or not valid yet.',
  why: 'On the day it expires every client refuses the whole site, and renewal that failed is noticed by nobody before.',
  options: {
    type: 'object',
    properties: {
      days: {
        description:
          'So many days must be left; of one that lives shorter than 90 days, a third of its life at most.',
        type: 'integer',
        default: 30,
      },
    },
    additionalProperties: false,
  },
  oncePer: 'origin',
  bad: [
    {
      'https://shop.example/':
        '* tls verified TLSv1.3 X\n* «certificate CN=shop.example; from 2026-01-01; to 2026-12-10; names shop.example»\n< HTTP/1.1 200\n<\n',
    },
    {
      'https://shop.example/':
        '* tls expired TLSv1.3 X\n* certificate CN=shop.example; from 2026-06-01; to 2027-06-01; names shop.example\n* «certificate CN=Intermediate; from 2020-01-01; to 2026-10-01»\n< HTTP/1.1 200\n<\n',
    },
    {
      'https://shop.example/':
        '* tls not-yet-valid TLSv1.3 X\n* «certificate CN=shop.example; from 2027-01-01; to 2027-12-10; names shop.example»\n< HTTP/1.1 200\n<\n',
    },
  ],
  good: [
    {
      'https://shop.example/':
        '* tls verified TLSv1.3 X\n* certificate CN=shop.example; from 2026-10-01; to 2027-01-10; names shop.example\n< HTTP/1.1 200\n<\n',
    },
    // It lives for a week, and three days of it are left.
    {
      'https://shop.example/':
        '* tls verified TLSv1.3 X\n* certificate CN=shop.example; from 2026-11-18; to 2026-11-25; names shop.example\n< HTTP/1.1 200\n<\n',
    },
  ],

  *check({ certificate, span, isLeaf, exchange }, { options, now }) {
    const from = Date.parse(certificate.notBefore)
    const to = Date.parse(certificate.notAfter)
    if (Number.isNaN(from) || Number.isNaN(to)) return
    const what = isLeaf
      ? `The certificate of ${exchange.host}`
      : `${certificate.subject}, which signs for ${exchange.host},`
    const left = (to - now.getTime()) / DAY
    const life = (to - from) / DAY
    const least = life < 90 ? Math.min(options.days, life / 3) : options.days
    if (from > now.getTime()) {
      yield {
        at: span,
        message: `${what} is valid only from ${certificate.notBefore.slice(0, 10)}; look at the clock of who issued it.`,
      }
    } else if (left < 0) {
      yield { at: span, message: `${what} expired on ${certificate.notAfter.slice(0, 10)}; renew it now.` }
    } else if (left < least) {
      yield {
        at: span,
        message: `${what} expires in ${Math.floor(left)} days, on ${certificate.notAfter.slice(0, 10)}; look why it was not renewed.`,
      }
    }
  },
})
