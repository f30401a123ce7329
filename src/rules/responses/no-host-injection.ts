import { defineRule } from '../../engine/rule.ts'

const page = { 'https://shop.example/': '< HTTP/1.1 200\n<\n' }
const asked = '> GET https://shop.example/\n> x-forwarded-host: plimsoll.invalid\n'

export default defineRule({
  id: 'no-host-injection',
  on: 'exchange',
  severity: 'error',
  category: 'security',
  summary: 'A host that the client forwards is not believed.',
  why: 'An application that builds links from `X-Forwarded-Host` sends password resets with links to a stranger, and a cache keeps such pages for everybody.',
  bad: [
    {
      ...page,
      'https://shop.example/#host': `${asked}< HTTP/1.1 302\n< «location: https://plimsoll.invalid/login»\n<\n`,
    },
    {
      ...page,
      'https://shop.example/#host': `${asked}< HTTP/1.1 200\n<\n<link rel="canonical" href="https://«plimsoll.invalid»/">`,
    },
  ],
  good: [
    { ...page, 'https://shop.example/#host': `${asked}< HTTP/1.1 302\n< location: /login\n<\n` },
    { ...page, 'https://shop.example/#host': `${asked}< HTTP/1.1 200\n<\n<a href="https://shop.example/">` },
    // It shows what was asked for, and makes no link of it.
    { ...page, 'https://shop.example/#host': `${asked}< HTTP/1.1 200\n<\nHost: plimsoll.invalid` },
  ],

  *check(exchange) {
    for (const answer of exchange.related) {
      if (answer.purpose !== 'host') continue
      const line = answer.last('location')
      const isSent = line && URL.canParse(line.value) && new URL(line.value).hostname === 'plimsoll.invalid'
      const at = answer.body.search(/(?<=\/\/)plimsoll\.invalid\b/)
      if (!isSent && at === -1) continue
      yield {
        at: isSent ? line.span : answer.inBody(at, at + 'plimsoll.invalid'.length),
        message: `${exchange.path} makes links of X-Forwarded-Host as any client sends it; set it in the proxy, and let the application know its own hosts.`,
      }
    }
  },
})
