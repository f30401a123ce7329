import { isAddress, isLoopback, isPrivateHost } from '../../deployment/host-names.ts'
import { defineRule } from '../../engine/rule.ts'
import { hostOf } from '../../exchanges/exchange-document.ts'
import { isPublic } from './judged.ts'

export default defineRule({
  id: 'no-internal-redirect',
  on: 'exchange',
  severity: 'error',
  category: 'correctness',
  summary: 'A public endpoint never redirects to an internal address.',
  why: 'A Location with localhost or a container name leads nobody anywhere, and shows how the inside is built.',
  bad: [
    { 'https://shop.example/': '< HTTP/1.1 302\n< «location: http://localhost:3000/login»\n<\n' },
    { 'https://shop.example/': '< HTTP/1.1 302\n< «location: http://app:8000/»\n<\n' },
    { 'https://shop.example/': '< HTTP/1.1 302\n< «location: https://10.0.3.7/»\n<\n' },
  ],
  good: [
    { 'https://shop.example/': '< HTTP/1.1 302\n< location: /login\n<\n' },
    { 'https://shop.example/': '< HTTP/1.1 302\n< location: https://id.example/\n<\n' },
    { 'http://localhost:8080/': '< HTTP/1.1 302\n< location: http://localhost:3000/\n<\n' },
  ],

  *check(exchange) {
    if (!isPublic(exchange)) return
    for (const { value, span } of exchange.all('location')) {
      const host = /^[a-z]+:\/\//i.test(value) ? hostOf(value) : ''
      const isInternal = isLoopback(host) || isPrivateHost(host) || (!host.includes('.') && !isAddress(host))
      if (host === '' || !isInternal) continue
      yield {
        at: span,
        message: `${exchange.path} redirects to ${host}, which only exists inside; tell the app its public address.`,
      }
    }
  },
})
