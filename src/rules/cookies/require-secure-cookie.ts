import { defineRule } from '../../engine/rule.ts'
import { isSessionCookie } from '../../exchanges/cookie-roles.ts'
import { saidByObservatory } from '../../exchanges/observatory.ts'
import { attributeOf } from '../../exchanges/set-cookie.ts'

const NAMES = [
  'cookies-without-secure-flag',
  'cookies-without-secure-flag-but-protected-by-hsts',
  'cookies-session-without-secure-flag',
  'cookies-session-without-secure-flag-but-protected-by-hsts',
]

export default defineRule({
  id: 'require-secure-cookie',
  on: 'cookie',
  severity: 'error',
  category: 'security',
  summary: 'A cookie of an https site is `Secure`.',
  why: 'Without it the browser sends the cookie over plain http too, where anybody on the way can take it.',
  like: NAMES.map((name) => `observatory:${name}`),
  bad: [
    {
      'https://shop.example/': '< HTTP/1.1 200\n< set-cookie: «sessionid»=a1b2; HttpOnly; SameSite=Lax\n<\n',
    },
    { 'https://shop.example/': '< HTTP/1.1 200\n< set-cookie: a=1; Secure\n< set-cookie: «theme»=dark\n<\n' },
  ],
  good: [
    { 'https://shop.example/': '< HTTP/1.1 200\n< set-cookie: sessionid=a1b2; secure; HttpOnly\n<\n' },
    { 'http://localhost:3000/': '< HTTP/1.1 200\n< set-cookie: sessionid=a1b2\n<\n' },
  ],

  *check(cookie) {
    const { exchange } = cookie
    if (!exchange.isHttps || cookie.name === '' || attributeOf(cookie, 'secure')) return
    const isSession = isSessionCookie(cookie.name)
    // That tool knows fewer names of sessions.
    const wanted = /login|sess/i.test(cookie.name) ? NAMES : NAMES.filter((name) => !name.includes('session'))
    yield {
      at: cookie.nameSpan,
      message: `${cookie.name}${isSession ? ', which looks like a session,' : ''} is set without Secure; add Secure.`,
      like: saidByObservatory(exchange, ...wanted),
    }
  },
})
