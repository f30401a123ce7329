import { defineRule } from '../../engine/rule.ts'
import { hostOf } from '../../exchanges/exchange-document.ts'
import { saidByObservatory } from '../../exchanges/observatory.ts'

export default defineRule({
  id: 'no-off-host-first-redirect',
  on: 'exchange',
  severity: 'warning',
  category: 'security',
  summary: 'The first redirect to https keeps the host.',
  why: 'Strict-Transport-Security holds for the host that sends it. One that only redirects elsewhere never sends it, so its visitors come by http each time.',
  like: ['observatory:redirection-off-host-from-http'],
  oncePer: 'plainOrigin',
  bad: [
    {
      'https://www.shop.example/':
        '* redirect 301 http://shop.example/\n* «redirect 200 https://www.shop.example/»\n< HTTP/1.1 200\n<\n',
    },
  ],
  good: [
    {
      'https://shop.example/':
        '* redirect 301 http://shop.example/\n* redirect 200 https://shop.example:8443/\n< HTTP/1.1 200\n<\n',
    },
  ],

  *check(exchange) {
    const [first, second] = exchange.redirects
    if (!first || !second || !/^https:/i.test(second.hop.url)) return
    const [from, to] = [hostOf(first.hop.url), hostOf(second.hop.url)]
    if (from === to) return
    yield {
      at: second.span,
      message: `http://${from} redirects to ${to} at once; redirect to https://${from} first, so that it can set HSTS.`,
      like: saidByObservatory(exchange, 'redirection-off-host-from-http'),
    }
  },
})
