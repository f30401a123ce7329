import { defineRule } from '../../engine/rule.ts'
import { saidByObservatory } from '../../exchanges/observatory.ts'

export default defineRule({
  id: 'no-insecure-first-redirect',
  on: 'exchange',
  severity: 'warning',
  category: 'security',
  summary: 'The first redirect of plain http leads to https.',
  why: 'Each further hop over http is one more that can be tampered with before encryption begins.',
  like: ['observatory:redirection-not-to-https-on-initial-redirection'],
  oncePer: 'plainOrigin',
  bad: [
    {
      'https://www.shop.example/':
        '* redirect 301 http://shop.example/\n* «redirect 301 http://www.shop.example/»\n* redirect 200 https://www.shop.example/\n< HTTP/1.1 200\n<\n',
    },
  ],
  good: [
    {
      'https://www.shop.example/':
        '* redirect 301 http://shop.example/\n* redirect 301 https://shop.example/\n* redirect 200 https://www.shop.example/\n< HTTP/1.1 200\n<\n',
    },
  ],

  *check(exchange) {
    const [, second, ...rest] = exchange.redirects
    const last = rest.at(-1)
    if (!second || !last || /^https:/i.test(second.hop.url) || !/^https:/i.test(last.hop.url)) return
    yield {
      at: second.span,
      message: `The first redirect leads to plain http once more; redirect to https before anything else.`,
      like: saidByObservatory(exchange, 'redirection-not-to-https-on-initial-redirection'),
    }
  },
})
