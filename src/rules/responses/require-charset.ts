import { defineRule } from '../../engine/rule.ts'
import { attribute } from '../../exchanges/html.ts'

export default defineRule({
  id: 'require-charset',
  on: 'exchange',
  severity: 'info',
  category: 'correctness',
  summary: 'A text answer says what it is and in which encoding.',
  why: 'Without it the browser guesses: letters come out wrong, and some encodings let scripts past an escape.',
  bad: [
    { 'https://shop.example/': '< HTTP/1.1 200\n< «content-type: text/html»\n<\n<h1>Käse</h1>' },
    { 'https://shop.example/': '< «HTTP/1.1 200»\n<\nhello' },
  ],
  good: [
    { 'https://shop.example/': '< HTTP/1.1 200\n< content-type: text/html; charset=utf-8\n<\n<h1>Käse</h1>' },
    { 'https://shop.example/': '< HTTP/1.1 200\n< content-type: text/html\n<\n<meta charset="utf-8">' },
    { 'https://shop.example/': '< HTTP/1.1 200\n< content-type: application/json\n<\n{}' },
    { 'https://shop.example/': '< HTTP/1.1 204\n<\n' },
  ],

  *check(exchange) {
    const { status, body, contentType } = exchange
    if (status === undefined || body === '') return
    if (contentType === undefined) {
      yield { at: exchange.statusSpan, message: 'This answer has a body and no Content-Type; send one.' }
      return
    }
    const isSaid =
      /charset=/i.test(exchange.valueOf('content-type') ?? '') ||
      exchange.tags.some(
        (tag) =>
          tag.name === 'meta' &&
          (attribute(tag, 'charset') || /charset=/i.test(attribute(tag, 'content')?.value ?? '')),
      )
    if (!contentType.startsWith('text/') || isSaid) return
    yield {
      at: exchange.placeOf('content-type'),
      message: `${contentType} without an encoding; add ; charset=utf-8.`,
    }
  },
})
