import { defineRule } from '../../engine/rule.ts'
import { isAntiForgeryCookie, isSessionCookie } from '../../exchanges/cookie-roles.ts'
import { saidByObservatory } from '../../exchanges/observatory.ts'
import { attributeOf } from '../../exchanges/set-cookie.ts'

const INVALID = 'cookies-samesite-flag-invalid'
const MISSING = 'cookies-anticsrf-without-samesite-flag'

export default defineRule({
  id: 'require-same-site-cookie',
  on: 'cookie',
  severity: 'warning',
  category: 'security',
  summary: 'A session and what guards it against forgery say `SameSite`, in a word that browsers know.',
  why: 'Browsers differ in what they do where it is missing, and drop `None` without `Secure`: sign-in works in one and not in the other.',
  like: [`observatory:${INVALID}`, `observatory:${MISSING}`],
  bad: [
    { 'https://shop.example/': '< HTTP/1.1 200\n< set-cookie: «csrftoken»=a1b2; Secure\n<\n' },
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< set-cookie: sessionid=a1b2; Secure; HttpOnly; «SameSite=Yes»\n<\n',
    },
    { 'https://shop.example/': '< HTTP/1.1 200\n< set-cookie: theme=dark; «SameSite=None»\n<\n' },
    { 'https://shop.example/': '< HTTP/1.1 200\n< set-cookie: «sessionid»=a1b2; Secure; HttpOnly\n<\n' },
  ],
  good: [
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< set-cookie: sessionid=a1b2; Secure; HttpOnly; SameSite=Lax\n<\n',
    },
    { 'https://shop.example/': '< HTTP/1.1 200\n< set-cookie: theme=dark; Secure\n<\n' },
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< set-cookie: widget=1; Secure; SameSite=None; Partitioned\n<\n',
    },
  ],

  *check(cookie) {
    const { name, exchange } = cookie
    const like = saidByObservatory(exchange, INVALID, MISSING)
    const attribute = attributeOf(cookie, 'samesite')
    const value = attribute?.value?.toLowerCase() ?? ''
    if (attribute && !['strict', 'lax', 'none'].includes(value)) {
      yield {
        at: attribute.span,
        message: `${name} says SameSite=${attribute.value ?? ''}, which browsers do not know; write Lax or Strict.`,
        like,
      }
    } else if (attribute && value === 'none' && !attributeOf(cookie, 'secure')) {
      yield {
        at: attribute.span,
        message: `Browsers drop ${name}: SameSite=None needs Secure.`,
        like: saidByObservatory(exchange, INVALID),
      }
    } else if (!attribute && (isSessionCookie(name) || isAntiForgeryCookie(name) || /csrf/i.test(name))) {
      const isForgery = /csrf/i.test(name)
      yield {
        at: cookie.nameSpan,
        message: `${name} says nothing of SameSite; add SameSite=Lax, or Strict where no other site links into a session.`,
        like: isForgery ? saidByObservatory(exchange, MISSING) : [],
      }
    }
  },
})
