import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-downgrading-redirect',
  on: 'exchange',
  severity: 'error',
  category: 'security',
  summary: 'No redirect leads from https to plain http.',
  why: 'It takes people off an encrypted line, often because an app behind a proxy does not know that it is reached by https.',
  bad: [
    {
      'https://shop.example/':
        '* hop 302 https://shop.example/\n* «hop 200 http://shop.example/login»\n< HTTP/1.1 200\n<\n',
    },
    {
      'https://shop.example/':
        '* redirect 301 http://shop.example/\n* redirect 302 https://shop.example/\n* «redirect 200 http://shop.example/login»\n< HTTP/1.1 200\n<\n',
    },
  ],
  good: [
    {
      'https://shop.example/':
        '* redirect 301 http://shop.example/\n* redirect 200 https://shop.example/\n< HTTP/1.1 200\n<\n',
    },
  ],

  *check(exchange) {
    for (const chain of [exchange.hops, exchange.redirects]) {
      for (const [index, { hop, span }] of chain.entries()) {
        const before = chain[index - 1]?.hop.url ?? ''
        if (!/^https:/i.test(before) || !/^http:/i.test(hop.url)) continue
        yield {
          at: span,
          message:
            'This redirect leads from https to plain http; let the app know the scheme (X-Forwarded-Proto) or redirect to https.',
        }
      }
    }
  },
})
