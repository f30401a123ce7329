import { defineRule } from '../../engine/rule.ts'
import { answersOf } from './judged.ts'

export default defineRule({
  id: 'no-wildcard-with-credentials',
  on: 'exchange',
  severity: 'warning',
  category: 'correctness',
  summary: '`Access-Control-Allow-Origin: *` does not stand with credentials.',
  why: 'Browsers refuse the two together, so the calls that need a session fail, and the next who mends it repeats the Origin.',
  bad: [
    {
      'https://api.shop.example/':
        '< HTTP/1.1 200\n< «access-control-allow-origin: *»\n< access-control-allow-credentials: true\n<\n',
    },
  ],
  good: [{ 'https://api.shop.example/': '< HTTP/1.1 200\n< access-control-allow-origin: *\n<\n' }],

  *check(exchange) {
    for (const answer of answersOf(exchange)) {
      const line = answer.last('access-control-allow-origin')
      const isWanted = answer.valueOf('access-control-allow-credentials')?.toLowerCase() === 'true'
      if (line?.value !== '*' || !isWanted) continue
      yield {
        at: line.span,
        message: 'Browsers refuse * with credentials; name the origin, or leave the credentials out.',
      }
    }
  },
})
