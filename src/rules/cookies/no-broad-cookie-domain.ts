import { defineRule } from '../../engine/rule.ts'
import { isSessionCookie } from '../../exchanges/cookie-roles.ts'
import { attributeOf } from '../../exchanges/set-cookie.ts'

export default defineRule({
  id: 'no-broad-cookie-domain',
  on: 'cookie',
  severity: 'warning',
  category: 'security',
  summary: 'A session goes only to hosts that need it.',
  why: 'A cookie for the whole domain goes to every host below it, the blog and the forgotten test server included.',
  bad: [
    {
      'https://app.shop.example/':
        '< HTTP/1.1 200\n< set-cookie: sessionid=a1; Secure; HttpOnly; «Domain=shop.example»\n<\n',
    },
  ],
  good: [
    { 'https://app.shop.example/': '< HTTP/1.1 200\n< set-cookie: sessionid=a1; Secure; HttpOnly\n<\n' },
    {
      'https://app.shop.example/':
        '< HTTP/1.1 200\n< set-cookie: theme=dark; Secure; Domain=shop.example\n<\n',
    },
    // The policy wants it so.
    {
      'https://app.shop.example/':
        '< HTTP/1.1 200\n< set-cookie: sessionid=a1; Secure; HttpOnly; Domain=shop.example\n<\n',
      'plimsoll.yaml':
        'environments: { production: { endpoints: [{ url: "https://app.shop.example/", expect: { cookies: { sessionid: { domain: shop.example } } } }] } }\n',
    },
  ],

  *check(cookie) {
    const domain = attributeOf(cookie, 'domain')
    const value = domain?.value?.replace(/^\./, '').toLowerCase() ?? ''
    const { host, contracts } = cookie.exchange
    if (!domain || !isSessionCookie(cookie.name) || value === '' || !host.endsWith(`.${value}`)) return
    const isWanted = contracts.some(({ endpoint }) =>
      endpoint.expect?.cookies?.some(
        ({ name, domain: wanted }) => name === cookie.name && wanted !== undefined,
      ),
    )
    if (isWanted) return
    yield {
      at: domain.span,
      message: `${cookie.name} goes to every host below ${value}; leave Domain out, or name it under expect.cookies where several hosts need it.`,
    }
  },
})
