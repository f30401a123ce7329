import { defineRule } from '../../engine/rule.ts'
import { isSessionCookie } from '../../exchanges/cookie-roles.ts'
import { saidByObservatory } from '../../exchanges/observatory.ts'
import { attributeOf } from '../../exchanges/set-cookie.ts'

const NAME = 'cookies-session-without-httponly-flag'

export default defineRule({
  id: 'require-http-only-cookie',
  on: 'cookie',
  severity: 'error',
  category: 'security',
  summary: 'A cookie that holds a session is `HttpOnly`.',
  why: 'Any script in the page, injected or of a third party, can read a cookie without it and send it away.',
  like: [`observatory:${NAME}`],
  bad: [
    { 'https://shop.example/': '< HTTP/1.1 200\n< set-cookie: «PHPSESSID»=a1b2; Secure; SameSite=Lax\n<\n' },
    { 'https://shop.example/': '< HTTP/1.1 200\n< set-cookie: «access_token»=a1b2; Secure\n<\n' },
    { 'https://shop.example/': '< HTTP/1.1 200\n< set-cookie: «connect.sid»=a1b2; Secure\n<\n' },
  ],
  good: [
    { 'https://shop.example/': '< HTTP/1.1 200\n< set-cookie: sessionid=a1b2; Secure; httponly\n<\n' },
    // Scripts must read what guards against forged requests.
    { 'https://shop.example/': '< HTTP/1.1 200\n< set-cookie: csrftoken=a1b2; Secure; SameSite=Lax\n<\n' },
    { 'https://shop.example/': '< HTTP/1.1 200\n< set-cookie: assessment=a1b2; Secure\n<\n' },
  ],

  *check(cookie) {
    const like = /login|sess/i.test(cookie.name) ? saidByObservatory(cookie.exchange, NAME) : []
    if (!isSessionCookie(cookie.name) || attributeOf(cookie, 'httponly')) return
    yield {
      at: cookie.nameSpan,
      message: `Scripts can read ${cookie.name}, which looks like a session; add HttpOnly.`,
      like,
    }
  },
})
