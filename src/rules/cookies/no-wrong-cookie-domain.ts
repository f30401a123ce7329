import { cookieDomainFault } from '../../deployment/cookie-domain.ts'
import { defineRule } from '../../engine/rule.ts'
import { attributeOf } from '../../exchanges/set-cookie.ts'

export default defineRule({
  id: 'no-wrong-cookie-domain',
  on: 'cookie',
  severity: 'error',
  category: 'correctness',
  summary: 'The `Domain` of a cookie is one that browsers accept from its host.',
  why: 'Browsers refuse a cookie for a public suffix, for an address or for another site, so that nobody can sign in.',
  bad: [
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< set-cookie: sessionid=a1; Secure; «Domain=other.example»\n<\n',
    },
    { 'https://shop.co.uk/': '< HTTP/1.1 200\n< set-cookie: sessionid=a1; Secure; «Domain=co.uk»\n<\n' },
    {
      'https://shop.example/': '< HTTP/1.1 200\n< set-cookie: sessionid=a1; Secure; «Domain=localhost»\n<\n',
    },
  ],
  good: [
    {
      'https://api.shop.example/':
        '< HTTP/1.1 200\n< set-cookie: sessionid=a1; Secure; Domain=.shop.example\n<\n',
    },
    { 'https://shop.example/': '< HTTP/1.1 200\n< set-cookie: sessionid=a1; Secure\n<\n' },
    { 'http://localhost:3000/': '< HTTP/1.1 200\n< set-cookie: sessionid=a1; Domain=localhost\n<\n' },
  ],

  *check(cookie) {
    const domain = attributeOf(cookie, 'domain')
    const value = domain?.value ?? ''
    const { host } = cookie.exchange
    if (!domain || value === '' || value.replace(/^\./, '').toLowerCase() === host) return
    const fault = cookieDomainFault(value, [host])
    if (fault === undefined) return
    yield {
      at: domain.span,
      message: `Browsers refuse ${cookie.name} from ${host}: its Domain ${value} ${fault}.`,
    }
  },
})
