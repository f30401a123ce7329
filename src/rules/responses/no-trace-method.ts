import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-trace-method',
  on: 'exchange',
  severity: 'warning',
  category: 'security',
  summary: 'The method TRACE is refused.',
  why: 'It sends back what the server received, headers that proxies added and cookies included.',
  bad: [
    {
      'https://shop.example/': '< HTTP/1.1 200\n<\n',
      'https://shop.example/#trace':
        '> TRACE https://shop.example/\n< «HTTP/1.1 200»\n< content-type: message/http\n<\nTRACE / HTTP/1.1\n',
    },
  ],
  good: [
    {
      'https://shop.example/': '< HTTP/1.1 200\n<\n',
      'https://shop.example/#trace': '> TRACE https://shop.example/\n< HTTP/1.1 405\n<\n',
    },
    {
      'https://shop.example/': '< HTTP/1.1 200\n<\n',
      'https://shop.example/#trace':
        '> TRACE https://shop.example/\n< HTTP/1.1 200\n< content-type: text/html\n<\n<h1>Shop</h1>',
    },
  ],

  *check(exchange) {
    for (const answer of exchange.related) {
      const echoes = answer.contentType === 'message/http' || /^TRACE \S+ HTTP\//.test(answer.body)
      if (answer.purpose !== 'trace' || answer.status !== 200 || !echoes) continue
      yield {
        at: answer.statusSpan,
        message: `${answer.url} answers TRACE; switch it off (TraceEnable off), or answer 405.`,
      }
    }
  },
})
