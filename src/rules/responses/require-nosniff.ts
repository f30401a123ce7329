import { defineRule } from '../../engine/rule.ts'
import { saidByObservatory } from '../../exchanges/observatory.ts'
import { isPublic } from './judged.ts'

const NAMES = ['x-content-type-options-not-implemented', 'x-content-type-options-header-invalid']

export default defineRule({
  id: 'require-nosniff',
  on: 'exchange',
  severity: 'warning',
  category: 'security',
  summary: 'Answers say `X-Content-Type-Options: nosniff`.',
  why: 'Without it a browser may take an uploaded picture or a JSON answer for a script.',
  like: NAMES.map((name) => `observatory:${name}`),
  bad: [
    { 'https://shop.example/': '< «HTTP/1.1 200»\n< content-type: text/html\n<\n' },
    { 'https://shop.example/': '< HTTP/1.1 200\n< «x-content-type-options: nosniff, nosniff»\n<\n' },
  ],
  good: [
    { 'https://shop.example/': '< HTTP/1.1 200\n< X-Content-Type-Options: NoSniff\n<\n' },
    { 'http://localhost:3000/': '< HTTP/1.1 200\n<\n' },
  ],

  *check(exchange) {
    if (exchange.status === undefined || !isPublic(exchange)) return
    const value = exchange.valueOf('x-content-type-options')?.trim() ?? ''
    if (value.toLowerCase() === 'nosniff') return
    yield {
      at: exchange.placeOf('x-content-type-options'),
      message:
        value === ''
          ? `${exchange.path} sends no X-Content-Type-Options; send nosniff.`
          : `Browsers do not know "${value}"; send nosniff, once.`,
      like: saidByObservatory(exchange, ...NAMES),
    }
  },
})
