import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import { lint } from '../src/lint.ts'
import { probe } from '../src/probe.ts'
import { makeAuthority } from './exchanges/certificates.ts'
import { runNginx } from './exchanges/run-nginx.ts'
import { serveHttp } from './exchanges/servers.ts'
import { isInstalled } from './programs.ts'

// What the audits ask of a live site, each claim by the endpoint that shows it. Both sites are asked for all of it by
// the same policy, through a real nginx in front of a real application.

const authority = makeAuthority()
const DAY = 24 * 3600 * 1000

const endpoint = (path: string, expect: object, more: object = {}) => ({
  name: path,
  url: `https://shop.test${path}`,
  expect,
  ...more,
})

const POLICY = {
  extends: ['plimsoll:recommended'],
  rules: {
    'no-large-bundle': { severity: 'error', options: { total: 308 } },
    'no-unsafe-inline-script': 'error',
    'require-content-policy': 'error',
  },
  environments: {
    production: {
      hosts: ['shop.test'],
      endpoints: [
        // B1 D6 D7 D10 D11 E8 B8 B10: the page itself.
        endpoint('/', {
          status: 200,
          tlsDays: 30,
          cookies: { sessionid: { httpOnly: true, secure: true, sameSite: 'lax' } },
        }),
        // B2: the token can be read, and its absence is refused.
        endpoint('/form', { cookies: { csrftoken: { httpOnly: false, sameSite: 'lax' } } }),
        endpoint('/mutate', { status: 403 }, { method: 'POST', body: {}, active: true }),
        // B3: reading is not limited; D9 E7: what costs is.
        endpoint('/list', { status: 200, limited: false }, { burst: 40 }),
        endpoint('/checkout', { status: [200, 429] }, { method: 'POST', body: {}, active: true, burst: 40 }),
        // B5 D8 C2: strangers, debug pages, bad input.
        endpoint('/admin', { status: [401, 403] }),
        endpoint('/debug', { status: 404 }),
        endpoint('/search?limit=x', { status: 400 }),
        // C3: a webhook with a bad signature. D9: it is not limited.
        endpoint(
          '/webhook',
          { status: [400, 401], limited: false },
          { method: 'POST', body: {}, headers: { 'stripe-signature': 'bad' }, active: true, burst: 40 },
        ),
        // B8: health.
        endpoint('/health', { status: 200, body: { json: { status: 'ok' } } }),
        // C5 E3: what an error shows.
        endpoint('/broken', { status: 500, body: { lacks: ['Traceback'] } }),
        // D15 E4: an expired token, and fields that stay inside.
        endpoint('/paid', { status: [401, 402, 403] }, { headers: { authorization: 'Bearer ${EXPIRED}' } }),
        endpoint('/me', { body: { jsonLacks: ['private_metadata'] } }),
      ],
    },
  },
}

/** One application with every mistake of the audits, or with none. */
const app = (isGood: boolean) => (request: IncomingMessage, response: ServerResponse) => {
  const { method, headers } = request
  const { pathname: path } = new URL(`http://app${request.url}`)
  const own = isGood ? 'https://shop.test' : headers.origin
  const shared = {
    'cache-control': 'no-store',
    vary: 'Origin',
    ...(headers.origin !== undefined &&
      own === headers.origin && {
        'access-control-allow-origin': own,
        'access-control-allow-credentials': 'true',
      }),
  }
  const answer = (status: number, type: string, body: string, more: Record<string, string> = {}) =>
    response.writeHead(status, { ...shared, 'content-type': `${type}; charset=utf-8`, ...more }).end(body)
  const json = (status: number, body: object, more?: Record<string, string>) =>
    answer(status, 'application/json', JSON.stringify(body), more)
  const refused = (status: number) => json(isGood ? status : 200, {})
  const flags = isGood ? '; HttpOnly; Secure; SameSite=Lax' : ''
  switch (path) {
    case '/':
      return answer(
        200,
        'text/html',
        isGood
          ? '<!doctype html><script src="/app.js"></script>'
          : '<!doctype html><script src="/app.js"></script><script>var a</script><script src="http://shop.test/a.js"></script>',
        { 'set-cookie': `sessionid=a1; Path=/${flags}` },
      )
    case '/app.js':
      return answer(200, 'text/javascript', 'a;'.repeat((isGood ? 150 : 466) * 1000))
    case '/form':
      return json(
        200,
        {},
        {
          'set-cookie': isGood
            ? 'csrftoken=t; Path=/; Secure; SameSite=Lax'
            : 'csrftoken=t; Path=/; Secure; HttpOnly',
        },
      )
    case '/list':
    case '/checkout':
      return json(200, [])
    case '/mutate':
      return refused(403)
    case '/admin':
    case '/paid':
      return refused(401)
    case '/search':
    case '/webhook':
      return isGood ? json(400, {}) : json(method === 'POST' ? 200 : 500, {})
    case '/debug':
      return refused(404)
    case '/health':
      return json(200, { status: isGood ? 'ok' : 'down' })
    case '/broken':
      return answer(
        500,
        'text/plain',
        isGood
          ? 'Something went wrong.'
          : 'Traceback (most recent call last):\n  File "/app/main.py", line 3\n',
      )
    case '/me':
      return json(200, isGood ? { name: 'A' } : { name: 'A', private_metadata: { plan: 'x' } })
    default:
      return answer(404, 'text/html', '<!doctype html>gone')
  }
}

/** The same configuration goes to nginx and to the rules that read files. */
const config = (
  headers: string,
  { tls = 'TLSv1.2 TLSv1.3', http = '', plain = REDIRECT, location = '' } = {},
) =>
  `user nginx;
events {}
http {
    ${http}
    limit_req_zone $binary_remote_addr zone=costly:1m rate=2r/s;
    limit_req_zone $binary_remote_addr$uri zone=pages:1m rate=1r/s;
    ssl_certificate /etc/nginx/certs/fullchain.pem;
    ssl_certificate_key /etc/nginx/certs/privkey.pem;
    ssl_protocols ${tls};
    ${tls.includes('TLSv1 ') ? 'ssl_ciphers DEFAULT@SECLEVEL=0;' : ''}
    ${headers}
    server {
        listen 80;
        server_name shop.test;
        ${plain}
    }
    server {
        listen 443 ssl;
        server_name shop.test;
        location / {
            proxy_pass http://app:8000;
            proxy_set_header Host $host;
        }
        ${location}
    }
}
`
const REDIRECT = 'return 301 https://shop.test$request_uri;'
const HEADERS = [
  'Strict-Transport-Security "max-age=31536000; includeSubDomains"',
  'X-Frame-Options DENY',
  'X-Content-Type-Options nosniff',
  'Referrer-Policy strict-origin-when-cross-origin',
  `Content-Security-Policy "default-src 'self'; script-src 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; form-action 'self'"`,
].map((each) => `add_header ${each} always;`)
const LIMITED = `location = /checkout {
            limit_req zone=costly;
            limit_req_status 429;
            proxy_pass http://app:8000;
        }`

/** Of what must not be limited; all but the burst still comes through. */
const LIMITED_TOO = `location ~ ^/(list|webhook)$ {
            limit_req zone=pages burst=15 nodelay;
            limit_req_status 429;
            proxy_pass http://app:8000;
            proxy_set_header Host $host;
        }`

async function ask(text: string, isGood: boolean, policy: object, active = false, notAfter?: Date) {
  const { port } = await serveHttp(app(isGood))
  const certificate = authority.serve(
    notAfter ? { notAfter, notBefore: new Date(Date.now() - 80 * DAY) } : {},
  )
  const { plain, secure } = await runNginx(text, certificate, { 'app:8000': port })
  const { report } = await probe({
    config: policy,
    environment: 'production',
    ca: authority.ca,
    active,
    env: { EXPIRED: 'tok-expired-secret' },
    resolve: [
      { host: 'shop.test', port: 80, address: '127.0.0.1', addressPort: plain },
      { host: 'shop.test', port: 443, address: '127.0.0.1', addressPort: secure },
    ],
  })
  expect(report.troubles).toEqual([])
  return report.findings
}

describe.skipIf(!isInstalled('nginx'))('a site behind a real nginx', () => {
  test('the good one has no findings', async () => {
    const text = config(HEADERS.join('\n    '), {
      http: 'server_tokens off; gzip on; gzip_proxied any; gzip_types text/javascript application/json;',
      location: LIMITED,
    })
    const found = await ask(text, true, POLICY, true)
    expect(found.map(({ rule, path, message }) => `${rule} ${path} ${message}`)).toEqual([])
  })

  test('the bad one has one for each claim', async () => {
    const text = config(`add_header Content-Security-Policy "default-src 'self' 'unsafe-inline'";`, {
      tls: 'TLSv1 TLSv1.1 TLSv1.2',
      plain: 'location / { proxy_pass http://app:8000; }',
      location: LIMITED_TOO,
    })
    const found = await ask(text, false, POLICY, true, new Date(Date.now() + 5 * DAY))
    const shown = found.map(({ rule, path }) => `${rule} ${path.replace('https://shop.test', '')}`)
    const refused = found.filter(({ message }) => message.includes('is refused with 429'))
    expect(refused.map(({ path }) => path.replace('https://shop.test', ''))).toEqual([
      '/list',
      '/webhook#POST',
    ])
    // What is true of the whole server is said once, and tells of the others.
    const expiring = found.filter(({ rule }) => rule === 'no-expiring-certificate')
    expect(expiring.map(({ related }) => related[0]?.message)).toEqual([
      expect.stringMatching(/^The same holds here and at \d+ more of its addresses\.$/),
    ])
    for (const [claims, finding] of CLAIMS) expect(shown, claims).toContain(finding)
    // Beside the claims nothing that is not listed: each page once for what is true of the whole site.
    await expect(`${shown.sort().join('\n')}\n`).toMatchFileSnapshot('live-site.expected.txt')
  })
})

const CLAIMS: readonly (readonly [claims: string, finding: string])[] = [
  ['B1 D6 secure', 'require-secure-cookie /'],
  ['B1 D6 httpOnly', 'require-http-only-cookie /'],
  ['B1 D6 sameSite', 'no-broken-expectation /'],
  ['B2 readable', 'no-broken-expectation /form'],
  ['B2 refused', 'no-broken-expectation /mutate#POST'],
  ['B3 D9 E7', 'require-rate-limit /checkout#POST'],
  ['B3 reading', 'no-broken-expectation /list'],
  ['B5', 'no-broken-expectation /admin'],
  ['D8', 'no-broken-expectation /debug'],
  ['C2', 'no-broken-expectation /search?limit=x'],
  ['C3', 'no-broken-expectation /webhook#POST'],
  ['B8', 'no-broken-expectation /health'],
  ['B10', 'no-large-bundle /'],
  ['C5 E3', 'no-leaked-error /broken'],
  ['D7 HSTS', 'require-transport-security /'],
  ['D7 nosniff', 'require-nosniff /'],
  ['D7 frames', 'require-frame-protection /'],
  ['D10 expiry', 'no-expiring-certificate /'],
  ['D10 protocols', 'no-old-protocol /'],
  ['A12 D11 CORS', 'no-reflected-origin /#preflight'],
  ['D11 mixed content', 'no-mixed-content /'],
  ['D15', 'no-broken-expectation /paid'],
  ['E4', 'no-broken-expectation /me'],
  ['E8', 'no-unsafe-inline-script /'],
  ['http', 'require-redirect-to-https /'],
]

describe.skipIf(!isInstalled('nginx'))('what files and the live site say of the same nginx', () => {
  const off = HEADERS.filter((each) => !each.includes('Strict'))
  // Where nginx passes everything on, the application may send the header, and files alone do not tell.
  const answering = (text: string) =>
    text.replace(/proxy_pass [^;]*;\s*proxy_set_header [^;]*;/, 'return 200 ok;')
  test.each<[string, string, string, string, string]>([
    [
      'no HSTS',
      'require-hsts',
      'require-transport-security',
      answering(config(off.join('\n'))),
      answering(config(HEADERS.join('\n'))),
    ],
    [
      'headers without always',
      'require-always',
      'require-headers-on-errors',
      config(HEADERS.join('\n').replaceAll(' always', '')),
      config(HEADERS.join('\n')),
    ],
    [
      'headers lost in a location',
      'no-lost-security-header',
      'require-nosniff',
      config(HEADERS.join('\n'), {
        location: 'location = / { add_header X-A b; proxy_pass http://app:8000; }',
      }),
      config(HEADERS.join('\n'), { location: 'location = / { proxy_pass http://app:8000; }' }),
    ],
    [
      'the version of nginx',
      'require-server-tokens-off',
      'no-version-header',
      config(HEADERS.join('\n')),
      config(HEADERS.join('\n'), { http: 'server_tokens off;' }),
    ],
    [
      'old TLS',
      'no-old-tls',
      'no-old-protocol',
      config(HEADERS.join('\n'), { tls: 'TLSv1 TLSv1.1 TLSv1.2' }),
      config(HEADERS.join('\n')),
    ],
    [
      'plain http',
      'require-https-redirect',
      'require-redirect-to-https',
      config(HEADERS.join('\n'), { plain: 'location / { proxy_pass http://app:8000; }' }),
      config(HEADERS.join('\n')),
    ],
  ])('%s', async (_, ofFiles, ofAnswers, bad, good) => {
    const policy = {
      extends: [],
      rules: { [ofFiles]: 'error', [ofAnswers]: 'error' },
      environments: { production: { endpoints: [{ url: 'https://shop.test/' }] } },
    }
    for (const [text, isBad] of [
      [bad, true],
      [good, false],
    ] as const) {
      const read = (await lint({ files: { 'nginx.conf': text }, config: policy })).findings
      const seen = await ask(text, true, policy)
      const has = (rule: string, findings: readonly { rule: string }[]) =>
        findings.some((finding) => finding.rule === rule)
      expect({ files: has(ofFiles, read), live: has(ofAnswers, seen) }).toEqual({ files: isBad, live: isBad })
    }
  })
})
