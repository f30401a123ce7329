import { defineRule } from '../../engine/rule.ts'
import { saidByObservatory } from '../../exchanges/observatory.ts'
import { isPublic } from './judged.ts'

export default defineRule({
  id: 'require-https',
  on: 'exchange',
  severity: 'error',
  category: 'security',
  summary: 'A public endpoint is reached by https.',
  why: 'Over plain http everybody on the way reads and changes what is sent, sessions included.',
  like: ['observatory:hsts-not-implemented-no-https'],
  bad: [
    {
      'http://shop.example/': '> «GET http://shop.example/»\n< HTTP/1.1 200\n< content-type: text/html\n<\n',
    },
    { 'http://shop.example/': '* tls none\n> «GET http://shop.example/»\n< HTTP/1.1 200\n<\n' },
  ],
  good: [
    { 'https://shop.example/': '> GET https://shop.example/\n< HTTP/1.1 200\n<\n' },
    { 'http://localhost:8080/': '> GET http://localhost:8080/\n< HTTP/1.1 200\n<\n' },
    // It leads to https.
    {
      'http://shop.example/':
        '* hop 301 http://shop.example/\n* hop 200 https://shop.example/\n> GET http://shop.example/\n< HTTP/1.1 200\n<\n',
    },
  ],

  *check(exchange) {
    if (exchange.status === undefined || exchange.isHttps || !isPublic(exchange)) return
    yield {
      at: exchange.requestSpan,
      message: `${exchange.path} answers over plain http; serve it by https and redirect http there.`,
      like: saidByObservatory(exchange, 'hsts-not-implemented-no-https'),
    }
  },
})
