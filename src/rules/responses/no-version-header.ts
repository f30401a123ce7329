import { defineRule } from '../../engine/rule.ts'

const NAMES = [
  'server',
  'x-powered-by',
  'x-aspnet-version',
  'x-aspnetmvc-version',
  'x-generator',
  'x-runtime-version',
  'via',
]

export default defineRule({
  id: 'no-version-header',
  on: 'exchange',
  severity: 'warning',
  category: 'security',
  summary: 'Headers do not tell which software answers in which version.',
  why: 'Who looks for a known hole asks exactly this header, of the whole net at once.',
  oncePer: 'origin',
  bad: [
    { 'https://shop.example/': '< HTTP/1.1 200\n< «Server: nginx/1.24.0»\n<\n' },
    { 'https://shop.example/': '< HTTP/1.1 200\n< «x-powered-by: PHP/8.2.1»\n<\n' },
    { 'https://shop.example/': '< HTTP/1.1 200\n< «x-powered-by: Express»\n<\n' },
  ],
  good: [
    { 'https://shop.example/': '< HTTP/1.1 200\n< server: nginx\n< via: 1.1 proxy\n<\n' },
    { 'https://shop.example/': '< HTTP/1.1 200\n< via: 2 cache\n<\n' },
  ],

  *check(exchange) {
    for (const name of NAMES) {
      for (const { value, span } of exchange.all(name)) {
        const isVersion = name === 'via' ? /[a-z][\w-]*\/\d+\.\d/i.test(value) : /\d+\.\d/.test(value)
        if (!isVersion && name !== 'x-powered-by') continue
        yield {
          at: span,
          message: `${name} says what runs here${isVersion ? ' and in which version' : ''} (${value}); turn it off (server_tokens off, app.disable('x-powered-by')).`,
        }
      }
    }
  },
})
