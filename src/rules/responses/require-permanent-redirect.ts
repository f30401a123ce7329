import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'require-permanent-redirect',
  on: 'exchange',
  severity: 'info',
  category: 'performance',
  summary: 'The redirect from http to https is a permanent one.',
  why: 'Browsers and search engines remember 301 and 308 and come by https next time; 302 they follow anew each time.',
  oncePer: 'plainOrigin',
  bad: [
    {
      'https://shop.example/':
        '* «redirect 302 http://shop.example/»\n* redirect 200 https://shop.example/\n< HTTP/1.1 200\n<\n',
    },
  ],
  good: [
    {
      'https://shop.example/':
        '* redirect 308 http://shop.example/\n* redirect 200 https://shop.example/\n< HTTP/1.1 200\n<\n',
    },
  ],

  *check(exchange) {
    const [first, second] = exchange.redirects
    if (!first || !second || !/^https:/i.test(second.hop.url)) return
    const { status } = first.hop
    if (status !== 302 && status !== 303 && status !== 307) return
    yield {
      at: first.span,
      message: `This redirect to https answers ${status}, for now only; answer 301 or 308.`,
    }
  },
})
