import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'require-rate-limit',
  on: 'exchange',
  severity: 'error',
  category: 'reliability',
  summary: 'A burst of requests that was asked for is slowed down with 429.',
  why: 'Without a limit one client takes all workers, guesses passwords at leisure or runs up the bill of a paid service.',
  bad: [
    {
      'https://api.shop.example/login': '< «HTTP/1.1 200»\n<\n',
      'https://api.shop.example/login#burst': '> POST https://api.shop.example/login\n< HTTP/1.1 401\n<\n',
      'https://api.shop.example/login#burst-2': '> POST https://api.shop.example/login\n< HTTP/1.1 401\n<\n',
    },
    {
      'https://api.shop.example/login': '< HTTP/1.1 200\n<\n',
      'https://api.shop.example/login#burst': '> POST https://api.shop.example/login\n< HTTP/1.1 401\n<\n',
      'https://api.shop.example/login#burst-2':
        '> POST https://api.shop.example/login\n< «HTTP/1.1 503»\n<\n',
    },
  ],
  good: [
    {
      'https://api.shop.example/login': '< HTTP/1.1 200\n<\n',
      'https://api.shop.example/login#burst': '> POST https://api.shop.example/login\n< HTTP/1.1 401\n<\n',
      'https://api.shop.example/login#burst-2':
        '> POST https://api.shop.example/login\n< HTTP/1.1 429\n< retry-after: 30\n<\n',
    },
    { 'https://api.shop.example/login': '< HTTP/1.1 200\n<\n' },
    // The policy wants it so.
    {
      'plimsoll.yaml':
        'environments:\n  production:\n    endpoints:\n      - { url: "https://api.shop.example/webhook", burst: 30, expect: { limited: false } }\n',
      'https://api.shop.example/webhook': '< HTTP/1.1 200\n<\n',
      'https://api.shop.example/webhook#burst': '< HTTP/1.1 200\n<\n',
    },
  ],

  *check(exchange) {
    const burst = exchange.related.filter(({ purpose }) => purpose === 'burst')
    if (exchange.contracts.some(({ endpoint }) => endpoint.expect?.limited === false)) return
    if (burst.length === 0 || burst.some(({ status }) => status === 429)) return
    const broken = burst.find(({ status }) => (status ?? 0) >= 500)
    yield broken
      ? {
          at: broken.statusSpan,
          message: `${exchange.path} answers ${broken.status} under ${burst.length} requests; refuse with 429 before it breaks (limit_req_status 429).`,
        }
      : {
          at: exchange.statusSpan,
          message: `${burst.length} requests to ${exchange.path} in a row were all answered; limit them with 429 and Retry-After.`,
        }
  },
})
