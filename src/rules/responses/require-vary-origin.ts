import { defineRule } from '../../engine/rule.ts'
import { answersOf } from './judged.ts'

export default defineRule({
  id: 'require-vary-origin',
  on: 'exchange',
  severity: 'warning',
  category: 'correctness',
  summary: 'An answer that allows one origin says `Vary: Origin`.',
  why: 'A cache that does not know the answer depends on the Origin gives one app the headers of another, and its calls fail by chance.',
  bad: [
    {
      'https://api.shop.example/':
        '< HTTP/1.1 200\n< «access-control-allow-origin: https://app.shop.example»\n< cache-control: public, max-age=60\n<\n',
    },
  ],
  good: [
    {
      'https://api.shop.example/':
        '< HTTP/1.1 200\n< access-control-allow-origin: https://app.shop.example\n< vary: Accept-Encoding, Origin\n<\n',
    },
    { 'https://api.shop.example/': '< HTTP/1.1 200\n< access-control-allow-origin: *\n<\n' },
    {
      'https://api.shop.example/':
        '< HTTP/1.1 200\n< access-control-allow-origin: https://app.shop.example\n< cache-control: no-store\n<\n',
    },
  ],

  *check(exchange) {
    for (const answer of answersOf(exchange)) {
      const line = answer.last('access-control-allow-origin')
      const varies = /(?:^|,)\s*(?:origin|\*)\s*(?:,|$)/i.test(answer.valueOf('vary') ?? '')
      const isKept =
        !/no-store/i.test(answer.valueOf('cache-control') ?? '') && answer.purpose !== 'preflight'
      if (!line || line.value === '*' || varies || !isKept) continue
      yield {
        at: line.span,
        message: `This answer allows ${line.value} alone and does not say that it depends on the Origin; add Vary: Origin.`,
      }
    }
  },
})
