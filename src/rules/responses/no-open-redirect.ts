import { defineRule } from '../../engine/rule.ts'

const page = { 'https://shop.example/login': '< HTTP/1.1 200\n<\n' }
const bait = '> GET https://shop.example/login?next=https://plimsoll.invalid/\n'

export default defineRule({
  id: 'no-open-redirect',
  on: 'exchange',
  severity: 'error',
  category: 'security',
  summary: 'Nobody is redirected to a site that the address itself names.',
  why: 'A link that begins with your own name and ends at a stranger is what phishing mails are made of; sign-in tokens leak by it too.',
  bad: [
    {
      ...page,
      'https://shop.example/login?next=https://plimsoll.invalid/#open-redirect': `${bait}< HTTP/1.1 302\n< «location: https://plimsoll.invalid/»\n<\n`,
    },
    {
      ...page,
      'https://shop.example//plimsoll.invalid/#open-redirect':
        '> GET https://shop.example//plimsoll.invalid/\n< HTTP/1.1 301\n< «location: //plimsoll.invalid/»\n<\n',
    },
  ],
  good: [
    {
      ...page,
      'https://shop.example/login?next=https://plimsoll.invalid/#open-redirect': `${bait}< HTTP/1.1 302\n< location: /account?next=https://plimsoll.invalid/\n<\n`,
    },
    {
      ...page,
      'https://shop.example/login?next=https://plimsoll.invalid/#open-redirect': `${bait}< HTTP/1.1 200\n<\n`,
    },
  ],

  *check(exchange) {
    for (const answer of exchange.related) {
      const line = answer.purpose === 'open-redirect' ? answer.last('location') : undefined
      if (!line || !URL.canParse(line.value, answer.url)) continue
      if (new URL(line.value, answer.url).hostname !== 'plimsoll.invalid') continue
      yield {
        at: line.span,
        message: `${answer.path} redirects to the site that it is told; allow paths of your own site only.`,
      }
    }
  },
})
