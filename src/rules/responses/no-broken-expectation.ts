import { defineRule } from '../../engine/rule.ts'
import { faultsOf } from '../../exchanges/expectations.ts'

/** A policy that expects one thing of one endpoint. */
function expecting(url: string, expect: string, more = ''): string {
  return `environments:\n  production:\n    endpoints:\n      - { url: "${url}"${more}, expect: ${expect} }\n`
}

export default defineRule({
  id: 'no-broken-expectation',
  on: 'exchange',
  severity: 'error',
  category: 'correctness',
  summary: 'An endpoint answers as the policy expects (`environments.<name>.endpoints[].expect`).',
  why: 'What was agreed on, that the admin page refuses strangers, that a field never leaves the server, holds until a deployment forgets it.',
  bad: [
    {
      'plimsoll.yaml': expecting('https://shop.example/admin', '{ status: [401, 403] }'),
      'https://shop.example/admin': '< «HTTP/1.1 200»\n<\nWelcome',
    },
    {
      'plimsoll.yaml': expecting(
        'https://shop.example/',
        '{ cookies: { session: { httpOnly: true, sameSite: lax } } }',
      ),
      'https://shop.example/': '< HTTP/1.1 200\n< set-cookie: «session»=a1; Secure; «SameSite=None»\n<\n',
    },
    {
      'plimsoll.yaml': expecting(
        'https://api.shop.example/me',
        '{ body: { jsonLacks: [private_metadata] } }',
      ),
      'https://api.shop.example/me': '< HTTP/1.1 200\n<\n{"user":{«"private_metadata"»:{"plan":"x"}}}',
    },
    {
      'plimsoll.yaml': expecting(
        'https://api.shop.example/',
        '{ headers: { cache-control: no-store, x-powered-by: absent } }',
      ),
      'https://api.shop.example/':
        '< HTTP/1.1 200\n< «cache-control: public»\n< «x-powered-by: Express»\n<\n',
    },
    {
      'plimsoll.yaml': expecting(
        'https://api.shop.example/health',
        '{ within: 2s, body: { json: { db.state: up } } }',
      ),
      'https://api.shop.example/health': '* «time total 2600»\n< HTTP/1.1 200\n<\n«{"db":{"state":"down"}}»',
    },
    {
      'plimsoll.yaml': expecting(
        'https://shop.example/',
        '{ cel: "exchange.status == 200 && \'etag\' in exchange.headers" }',
      ),
      'https://shop.example/': '< «HTTP/1.1 200»\n<\n',
    },
    {
      'plimsoll.yaml': expecting(
        'https://api.shop.example/me',
        '{ body: { schema: { type: object, required: [id], properties: { id: { type: integer } } } } }',
      ),
      'https://api.shop.example/me': '< HTTP/1.1 200\n<\n«{"id":"7"}»',
    },
    {
      'plimsoll.yaml': expecting(
        'https://shop.example/',
        '{ tlsDays: 30, finalUrl: "https://www.shop.example/" }',
      ),
      'https://shop.example/':
        '* tls verified TLSv1.3 X\n* «certificate CN=shop.example; from 2026-01-01; to 2026-12-01; names shop.example»\n> «GET https://shop.example/»\n< HTTP/1.1 200\n<\n',
    },
    {
      'plimsoll.yaml': expecting(
        'https://shop.example/',
        '{ headers: { x-frame-options: { matches: "^DENY$", every: true } } }',
      ),
      'https://shop.example/':
        '< HTTP/1.1 200\n< x-frame-options: DENY\n< «x-frame-options: SAMEORIGIN»\n<\n',
    },
    {
      'plimsoll.yaml': expecting('https://api.shop.example/webhook', '{ limited: false }', ', burst: 30'),
      'https://api.shop.example/webhook': '< «HTTP/1.1 400»\n<\n',
      'https://api.shop.example/webhook#burst': '< HTTP/1.1 400\n<\n',
      'https://api.shop.example/webhook#burst-2': '< HTTP/1.1 429\n<\n',
    },
    {
      'plimsoll.yaml': expecting('https://api.shop.example/webhook', '{ limited: false }', ', burst: 30'),
      'https://api.shop.example/webhook': '< «HTTP/1.1 400»\n<\n',
      'https://api.shop.example/webhook#burst': '< HTTP/1.1 400\n<\n',
      'https://api.shop.example/webhook#burst-2': '< HTTP/1.1 503\n<\n',
    },
  ],
  good: [
    {
      'plimsoll.yaml': expecting('https://api.shop.example/webhook', '{ limited: false }', ', burst: 30'),
      'https://api.shop.example/webhook': '< HTTP/1.1 400\n<\n',
      'https://api.shop.example/webhook#burst': '< HTTP/1.1 400\n<\n',
      'https://api.shop.example/webhook#burst-2': '< HTTP/1.1 400\n<\n',
    },
    // It is down, burst or not.
    {
      'plimsoll.yaml': expecting('https://api.shop.example/webhook', '{ limited: false }', ', burst: 30'),
      'https://api.shop.example/webhook': '< HTTP/1.1 503\n<\n',
      'https://api.shop.example/webhook#burst': '< HTTP/1.1 503\n<\n',
    },
    {
      'plimsoll.yaml': expecting('https://shop.example/admin', '{ status: [401, 3xx] }'),
      'https://shop.example/admin': '< HTTP/1.1 302\n< location: /login\n<\n',
    },
    {
      'plimsoll.yaml': expecting(
        'https://shop.example/',
        '{ cookies: { session: { sameSite: lax, secure: true }, debug: absent } }',
      ),
      'https://shop.example/': '< HTTP/1.1 200\n< set-cookie: session=a1; Secure; SameSite=Strict\n<\n',
    },
    {
      'plimsoll.yaml': expecting(
        'https://api.shop.example/health',
        '{ status: 2xx, within: 2s, body: { json: { db.state: up }, lacks: [password] } }',
      ),
      'https://api.shop.example/health': '* time total 600\n< HTTP/1.1 204\n<\n{"db":{"state":"up"}}',
    },
    // Another endpoint than the policy's.
    {
      'plimsoll.yaml': expecting('https://shop.example/admin', '{ status: 401 }'),
      'https://shop.example/': '< HTTP/1.1 200\n<\n',
    },
    {
      'plimsoll.yaml': expecting('https://shop.example/', '{ headers: helmet }'),
      'https://shop.example/':
        "< HTTP/1.1 200\n< content-security-policy: default-src 'self'\n< cross-origin-opener-policy: same-origin\n< cross-origin-resource-policy: same-origin\n< origin-agent-cluster: ?1\n< referrer-policy: no-referrer\n< strict-transport-security: max-age=31536000; includeSubDomains\n< x-content-type-options: nosniff\n< x-dns-prefetch-control: off\n< x-download-options: noopen\n< x-frame-options: SAMEORIGIN\n< x-permitted-cross-domain-policies: none\n< x-xss-protection: 0\n<\n",
    },
  ],

  *check(exchange, { now }) {
    for (const { environment, endpoint } of exchange.contracts) {
      if (!endpoint.expect) continue
      const called = endpoint.name ?? exchange.path
      for (const { message, ...fault } of faultsOf(exchange, endpoint.expect, now)) {
        yield { ...fault, message: `${called} is not what ${environment} expects: ${message}` }
      }
    }
  },
})
