import { defineRule } from '../../engine/rule.ts'
import { saidByObservatory } from '../../exchanges/observatory.ts'
import { isPublic } from './judged.ts'

export default defineRule({
  id: 'require-redirect-to-https',
  on: 'exchange',
  severity: 'error',
  category: 'security',
  summary: 'Who comes by http is led to https.',
  why: 'People type names without https; whoever is not redirected stays on an open line.',
  like: ['observatory:redirection-missing', 'observatory:redirection-not-to-https'],
  oncePer: 'plainOrigin',
  bad: [
    { 'https://shop.example/': '* «redirect 200 http://shop.example/»\n< HTTP/1.1 200\n<\n' },
    {
      'https://shop.example/':
        '* redirect 301 http://shop.example/\n* «redirect 200 http://www.shop.example/»\n< HTTP/1.1 200\n<\n',
    },
  ],
  good: [
    {
      'https://shop.example/':
        '* redirect 301 http://shop.example/\n* redirect 200 https://shop.example/\n< HTTP/1.1 200\n<\n',
    },
    // Nothing answers http.
    { 'https://shop.example/': '* redirect none\n< HTTP/1.1 200\n<\n' },
  ],

  *check(exchange) {
    const last = exchange.redirects.at(-1)
    if (!last || /^https:/i.test(last.hop.url) || !isPublic(exchange)) return
    const isAlone = exchange.redirects.length === 1
    yield {
      at: last.span,
      message: isAlone
        ? `http://${exchange.host} answers without a redirect; answer 301 with a Location of https.`
        : `The redirects that start at http://${exchange.host} end at plain http; let them end at https.`,
      like: saidByObservatory(exchange, 'redirection-missing', 'redirection-not-to-https'),
    }
  },
})
