import { defineRule } from '../../engine/rule.ts'
import { isPublic } from './judged.ts'

export default defineRule({
  id: 'require-opener-policy',
  on: 'exchange',
  severity: 'info',
  category: 'security',
  summary: 'A page has a Cross-Origin-Opener-Policy.',
  why: 'Without it a window that another site opened keeps a hold on the page and learns of its state.',
  bad: [{ 'https://shop.example/': '< «HTTP/1.1 200»\n< content-type: text/html\n<\n' }],
  good: [
    { 'https://shop.example/': '< HTTP/1.1 200\n< cross-origin-opener-policy: same-origin\n<\n' },
    { 'https://api.shop.example/': '< HTTP/1.1 200\n< content-type: application/json\n<\n{}' },
  ],

  *check(exchange) {
    if (!exchange.isPage || !isPublic(exchange) || exchange.last('cross-origin-opener-policy')) return
    yield {
      at: exchange.statusSpan,
      message: `${exchange.path} sends no Cross-Origin-Opener-Policy; send same-origin, or same-origin-allow-popups where it opens a sign-in window.`,
    }
  },
})
