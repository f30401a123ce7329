import { defineRule } from '../../engine/rule.ts'

const INSTEAD: Readonly<Record<string, string>> = {
  'x-xss-protection':
    'browsers took the filter out, since it could be misused; send 0 or nothing and use a Content-Security-Policy',
  'expect-ct': 'browsers check this by themselves; leave it out',
  'public-key-pins': 'browsers dropped it, and it can lock a site out; leave it out',
  'feature-policy': 'its name is Permissions-Policy now, with another syntax',
  'x-webkit-csp': 'its name is Content-Security-Policy',
  'x-content-security-policy': 'its name is Content-Security-Policy',
}

export default defineRule({
  id: 'no-deprecated-header',
  on: 'exchange',
  severity: 'info',
  category: 'correctness',
  summary: 'No header is sent that browsers no longer know.',
  why: 'It protects nobody and makes believe that it does.',
  bad: [
    { 'https://shop.example/': '< HTTP/1.1 200\n< «x-xss-protection: 1; mode=block»\n<\n' },
    { 'https://shop.example/': "< HTTP/1.1 200\n< «feature-policy: camera 'none'»\n<\n" },
  ],
  good: [{ 'https://shop.example/': '< HTTP/1.1 200\n< x-xss-protection: 0\n<\n' }],

  *check(exchange) {
    for (const { name, value, span } of exchange.headers) {
      if (!Object.hasOwn(INSTEAD, name) || (name === 'x-xss-protection' && value.startsWith('0'))) continue
      yield { at: span, message: `${name}: ${INSTEAD[name]}.` }
    }
  },
})
