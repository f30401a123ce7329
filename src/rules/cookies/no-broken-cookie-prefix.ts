import { defineRule } from '../../engine/rule.ts'
import type { Cookie } from '../../exchanges/exchange-document.ts'
import { attributeOf } from '../../exchanges/set-cookie.ts'

export default defineRule({
  id: 'no-broken-cookie-prefix',
  on: 'cookie',
  severity: 'error',
  category: 'correctness',
  summary: 'A cookie named `__Host-` or `__Secure-` keeps what the prefix promises.',
  why: 'Browsers drop it without a word otherwise, and nobody stays signed in.',
  bad: [
    { 'https://shop.example/': '< HTTP/1.1 200\n< set-cookie: «__Host-session»=a1b2; Path=/; HttpOnly\n<\n' },
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< set-cookie: «__Host-session»=a1b2; Secure; Path=/; Domain=shop.example\n<\n',
    },
    { 'https://shop.example/': '< HTTP/1.1 200\n< set-cookie: «__Secure-id»=a1b2; Path=/\n<\n' },
  ],
  good: [
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< set-cookie: __Host-session=a1b2; Secure; Path=/; HttpOnly\n<\n',
    },
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< set-cookie: __Secure-id=a1b2; Secure; Domain=shop.example\n<\n',
    },
  ],

  *check(cookie) {
    const needs = lacksOf(cookie)
    if (needs.length === 0) return
    yield {
      at: cookie.nameSpan,
      message: `Browsers drop ${cookie.name}: its prefix needs ${needs.join(', ')}.`,
    }
  },
})

function lacksOf(cookie: Cookie): string[] {
  const prefix = /^__(host|secure)-/i.exec(cookie.name)?.[1]?.toLowerCase()
  if (prefix === undefined) return []
  const secure = attributeOf(cookie, 'secure') && cookie.exchange.isHttps ? [] : ['Secure']
  if (prefix === 'secure') return secure
  return [
    ...secure,
    ...(attributeOf(cookie, 'path')?.value === '/' ? [] : ['Path=/']),
    ...((attributeOf(cookie, 'domain')?.value ?? '') === '' ? [] : ['no Domain']),
  ]
}
