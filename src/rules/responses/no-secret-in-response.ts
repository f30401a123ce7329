import { recogniseSecret, secretRanges } from '../../deployment/secret-values.ts'
import { defineRule } from '../../engine/rule.ts'
import { answersOf } from './judged.ts'

export default defineRule({
  id: 'no-secret-in-response',
  on: 'exchange',
  severity: 'error',
  category: 'security',
  summary: 'No page, script or answer holds a key that is not for browsers.',
  why: "What is shipped is published: the key is in every visitor's browser, and robots read scripts for exactly that.",
  bad: [
    {
      'https://shop.example/': '< HTTP/1.1 200\n<\n<script src="/app.js"></script>',
      'https://shop.example/app.js#script':
        '< HTTP/1.1 200\n< content-type: text/javascript\n<\nconst key="«GOCSPX-a8Kd93jfLs02mVnQpW7zXc41»";',
    },
    {
      'https://shop.example/config.json':
        '< HTTP/1.1 200\n< content-type: application/json\n<\n{"db":"postgres://app:«k3Jd82nQpX»@db.shop.example/app"}',
    },
  ],
  good: [
    {
      'https://shop.example/': '< HTTP/1.1 200\n<\n',
      'https://shop.example/app.js#script':
        '< HTTP/1.1 200\n<\nconst key="pk_live_51Hxa8Kd93jfLs02mVnQpW7zX"; const url="https://api.shop.example"',
    },
  ],

  *check(exchange) {
    for (const answer of answersOf(exchange)) {
      const seen = new Set<string>()
      for (const { start, end } of secretRanges(answer.body)) {
        const isInUrl = answer.body[end] === '@'
        const before = isInUrl ? answer.body.lastIndexOf('://', start) : start
        const kind = recogniseSecret(
          answer.body.slice(Math.max(0, isInUrl ? before - 20 : start), isInUrl ? end + 2 : end),
        )
        const text = answer.body.slice(start, end)
        if (kind?.confidence !== 'high' || seen.has(text)) continue
        seen.add(text)
        yield {
          at: answer.inBody(start, end),
          message: `${answer.path} gives every visitor ${kind.label}; revoke it, and call the service from the server.`,
        }
      }
    }
  },
})
