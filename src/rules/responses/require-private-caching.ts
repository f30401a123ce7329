import { defineRule } from '../../engine/rule.ts'
import { isSessionCookie } from '../../exchanges/cookie-roles.ts'

export default defineRule({
  id: 'require-private-caching',
  on: 'exchange',
  severity: 'warning',
  category: 'security',
  summary: 'An answer that is for one person is not kept by caches of many.',
  why: 'A proxy or CDN that keeps a page with a session in it gives that session to the next visitor.',
  bad: [
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< «cache-control: public, max-age=600»\n< set-cookie: sessionid=a1b2c3; Secure; HttpOnly\n<\n',
    },
    {
      'https://shop.example/account':
        '> GET https://shop.example/account\n> authorization: Bearer x\n< HTTP/1.1 200\n< «cache-control: s-maxage=60»\n<\n',
    },
    { 'https://shop.example/': '< «HTTP/1.1 200»\n< set-cookie: sessionid=a1b2c3; Secure; HttpOnly\n<\n' },
  ],
  good: [
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< cache-control: private, no-cache\n< set-cookie: sessionid=a1b2c3; Secure; HttpOnly\n<\n',
    },
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< cache-control: public, max-age=600\n< set-cookie: theme=dark\n<\n',
    },
    {
      'https://shop.example/app.js':
        '< HTTP/1.1 200\n< cache-control: public, max-age=31536000, immutable\n<\n',
    },
  ],

  *check(exchange) {
    const { status, cookies } = exchange
    if (status === undefined || status >= 400) return
    const { headers = {} } = exchange.exchange.request
    const isSignedIn = Object.keys(headers).some((name) => /^(?:authorization|cookie)$/i.test(name))
    const session = cookies.find(({ name }) => isSessionCookie(name))
    if (!isSignedIn && !session) return
    const control = exchange.valueOf('cache-control')?.toLowerCase()
    const isPrivate = control !== undefined && /\b(?:no-store|private|no-cache)\b/.test(control)
    const isShared = control !== undefined && /\b(?:public|s-maxage)\b/.test(control)
    if ((isPrivate && !isShared) || (!session && !isShared)) return
    yield {
      at: exchange.placeOf('cache-control'),
      message: `${session ? `This answer sets ${session.name}` : 'This answer is for who is signed in'} and ${control === undefined ? 'says nothing of caches' : 'lets shared caches keep it'}; send Cache-Control: private, no-store.`,
    }
  },
})
