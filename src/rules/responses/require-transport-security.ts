import { defineRule } from '../../engine/rule.ts'
import { saidByObservatory } from '../../exchanges/observatory.ts'
import { isPreloaded } from '../../exchanges/preload.ts'
import { isPublicHttps } from './judged.ts'

export default defineRule({
  id: 'require-transport-security',
  on: 'exchange',
  severity: 'error',
  category: 'security',
  summary: 'What is served by https sends `Strict-Transport-Security`.',
  why: 'Without it a browser tries http first each time somebody types the name, and whoever controls the network can keep it there.',
  like: ['observatory:hsts-not-implemented'],
  oncePer: 'origin',
  bad: [
    { 'https://shop.example/': '< «HTTP/1.1 200»\n< content-type: text/html\n<\n' },
    { 'https://api.shop.example/': '< «HTTP/1.1 200»\n< content-type: application/json\n<\n{}' },
  ],
  good: [
    { 'https://shop.example/': '< HTTP/1.1 200\n< strict-transport-security: max-age=31536000\n<\n' },
    { 'http://shop.example/': '< HTTP/1.1 200\n<\n' },
    // Every name below .dev is https only.
    { 'https://shop.dev/': '< HTTP/1.1 200\n<\n' },
    { 'https://localhost:8443/': '< HTTP/1.1 200\n<\n' },
  ],

  *check(exchange) {
    if (!isPublicHttps(exchange) || isPreloaded(exchange.host)) return
    if (exchange.all('strict-transport-security').length > 0) return
    yield {
      at: exchange.statusSpan,
      message: `${exchange.host} sends no Strict-Transport-Security with this answer; send max-age=31536000; includeSubDomains.`,
      like: saidByObservatory(exchange, 'hsts-not-implemented'),
    }
  },
})
