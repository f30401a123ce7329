import { isLoopback, isPrivateHost } from '../../deployment/host-names.ts'
import { defineRule } from '../../engine/rule.ts'
import { hostOf } from '../../exchanges/exchange-document.ts'
import { answersOf, isPublic } from './judged.ts'

export default defineRule({
  id: 'no-local-origin',
  on: 'exchange',
  severity: 'error',
  category: 'security',
  summary: "A public endpoint allows no origin of a developer's machine.",
  why: "Whatever runs on a visitor's own machine or network, a page of another app included, may then read the answers.",
  bad: [
    {
      'https://api.shop.example/':
        '< HTTP/1.1 200\n< «access-control-allow-origin: http://localhost:3000»\n<\n',
    },
    {
      'https://api.shop.example/':
        '< HTTP/1.1 200\n< «access-control-allow-origin: http://192.168.1.20»\n<\n',
    },
  ],
  good: [
    {
      'https://api.shop.example/': '< HTTP/1.1 200\n< access-control-allow-origin: https://shop.example\n<\n',
    },
    { 'http://localhost:8000/': '< HTTP/1.1 200\n< access-control-allow-origin: http://localhost:3000\n<\n' },
  ],

  *check(exchange) {
    if (!isPublic(exchange)) return
    for (const answer of answersOf(exchange)) {
      const line = answer.last('access-control-allow-origin')
      const host = line ? hostOf(line.value) : ''
      if (!line || !(isLoopback(host) || isPrivateHost(host))) continue
      yield {
        at: line.span,
        message: `${exchange.path} allows ${line.value}; take it out of the list of origins in production.`,
      }
    }
  },
})
