import { defineRule } from '../../engine/rule.ts'

export default defineRule<'exchange', { readonly most: number }>({
  id: 'no-long-redirect-chain',
  on: 'exchange',
  severity: 'warning',
  category: 'performance',
  summary: 'An endpoint is reached after few redirects, and no address comes twice.',
  why: 'Each redirect costs a round trip, more on a phone; long chains hide loops.',
  options: {
    type: 'object',
    properties: { most: { description: 'How many redirects are in order.', type: 'integer', default: 5 } },
    additionalProperties: false,
  },
  bad: [
    {
      'https://shop.example/':
        '* hop 302 https://shop.example/\n* hop 302 https://shop.example/a\n* hop 302 https://shop.example/b\n* hop 302 https://shop.example/c\n* hop 302 https://shop.example/d\n* hop 302 https://shop.example/e\n* «hop 200 https://shop.example/f»\n< HTTP/1.1 200\n<\n',
    },
    {
      'https://shop.example/':
        '* redirect 302 http://shop.example/\n* redirect 302 https://shop.example/\n* «redirect 302 http://shop.example/»\n< HTTP/1.1 302\n<\n',
    },
  ],
  good: [
    {
      'https://shop.example/':
        '* hop 302 https://shop.example/\n* hop 200 https://shop.example/a\n< HTTP/1.1 200\n<\n',
    },
  ],

  *check(exchange, { options }) {
    for (const chain of [exchange.hops, exchange.redirects]) {
      const urls = chain.map(({ hop }) => hop.url)
      const again = chain.find(({ hop }, index) => urls.indexOf(hop.url) < index)
      const last = chain.at(-1)
      if (again) {
        yield {
          at: again.span,
          message: `The redirects come back to ${hostAndPath(again.hop.url)}: they go in a circle.`,
        }
      } else if (last && chain.length - 1 > options.most) {
        const count = chain.length - 1
        yield {
          at: last.span,
          message: `It takes ${count} redirects to get here; redirect to the end at once.`,
        }
      }
    }
  },
})

function hostAndPath(url: string): string {
  return url.replace(/[?#].*$/s, '')
}
