import { defineRule } from '../../engine/rule.ts'
import { isSessionCookie } from '../../exchanges/cookie-roles.ts'
import type { Cookie } from '../../exchanges/exchange-document.ts'
import { attributeOf } from '../../exchanges/set-cookie.ts'

export default defineRule<'cookie', { readonly days: number }>({
  id: 'no-long-session-cookie',
  on: 'cookie',
  severity: 'info',
  category: 'security',
  summary: 'A session cookie lives for a limited time.',
  why: 'A session that lives for a year is one that somebody finds on an old device.',
  options: {
    type: 'object',
    properties: { days: { description: 'How long a session may live.', type: 'integer', default: 30 } },
    additionalProperties: false,
  },
  bad: [
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< set-cookie: sessionid=a1; Secure; HttpOnly; «Max-Age=31536000»\n<\n',
    },
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< set-cookie: sessionid=a1; Secure; «Expires=Fri, 01 Jan 2038 00:00:00 GMT»\n<\n',
    },
  ],
  good: [
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< set-cookie: sessionid=a1; Secure; HttpOnly; Max-Age=86400\n<\n',
    },
    { 'https://shop.example/': '< HTTP/1.1 200\n< set-cookie: theme=dark; Secure; Max-Age=31536000\n<\n' },
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< set-cookie: sessionid=; Max-Age=0; Expires=Fri, 01 Jan 2038 00:00:00 GMT\n<\n',
    },
  ],

  *check(cookie, { options, now }) {
    if (!isSessionCookie(cookie.name)) return
    const days = lifeOf(cookie, now)
    if (days === undefined || days <= options.days) return
    const at = attributeOf(cookie, 'max-age') ?? attributeOf(cookie, 'expires')!
    yield {
      at: at.span,
      message: `${cookie.name} lives for ${Math.round(days)} days, more than ${options.days}; shorten it and renew it while it is used.`,
    }
  },
})

/** Days from now; undefined where it ends with the browser. Max-Age wins over Expires. */
function lifeOf(cookie: Cookie, now: Date): number | undefined {
  const age = attributeOf(cookie, 'max-age')?.value
  if (age !== undefined && /^-?\d+$/.test(age)) return Number(age) / 86_400
  const end = Date.parse(attributeOf(cookie, 'expires')?.value ?? '')
  return Number.isNaN(end) ? undefined : (end - now.getTime()) / 86_400_000
}
