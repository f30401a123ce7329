import { defineRule } from '../../engine/rule.ts'
import { answersOf } from './judged.ts'

/** Below this a packed answer is hardly smaller than its headers. In characters. */
const WORTH_IT = 10_000

export default defineRule({
  id: 'require-compression',
  on: 'exchange',
  severity: 'info',
  category: 'performance',
  summary: 'Large text is sent compressed.',
  why: 'Scripts and pages shrink to a quarter; uncompressed they cost every visitor the difference.',
  bad: [
    {
      'https://shop.example/app.js': `< HTTP/1.1 200\n< «content-type: text/javascript»\n<\n${'let a;'.repeat(2000)}`,
    },
  ],
  good: [
    {
      'https://shop.example/app.js': `< HTTP/1.1 200\n< content-type: text/javascript\n< content-encoding: br\n<\n${'let a;'.repeat(2000)}`,
    },
    { 'https://shop.example/': '< HTTP/1.1 200\n< content-type: text/html\n<\nsmall' },
  ],

  *check(exchange) {
    for (const answer of answersOf(exchange)) {
      const { contentType = '', body } = answer
      const isText = /^text\/|javascript|json|xml/.test(contentType)
      if (!isText || body.length < WORTH_IT || answer.last('content-encoding')) continue
      yield {
        at: answer.placeOf('content-type'),
        message: `${answer.path} sends ${Math.round(body.length / 1000)} kB of ${contentType} uncompressed; turn on gzip or br for it.`,
      }
    }
  },
})
