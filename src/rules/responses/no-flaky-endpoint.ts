import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-flaky-endpoint',
  on: 'exchange',
  severity: 'warning',
  category: 'reliability',
  summary: 'An endpoint answers at the first try.',
  why: 'What needs a second try here fails for some of those who have only one.',
  bad: [{ 'https://shop.example/': '* «flaky 3»\n> GET https://shop.example/\n< HTTP/1.1 200\n<\n' }],
  good: [{ 'https://shop.example/': '< HTTP/1.1 200\n<\n' }],

  *check(exchange) {
    const { isFlaky, attempts } = exchange.exchange
    if (!isFlaky) return
    yield {
      at: exchange.noteSpan('flaky'),
      message: `${exchange.path} answered only at try ${attempts ?? 2}; look what happened to the ones before.`,
    }
  },
})
