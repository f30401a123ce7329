import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Exchange } from '../src/exchanges/exchange.ts'
import { type InspectOptions, inspect } from '../src/inspect.ts'
import { lint } from '../src/lint.ts'
import { formats, loadReporter } from '../src/reporters/index.ts'
import { UsageError } from '../src/usage-error.ts'

const NOW = new Date('2026-11-22T12:00:00Z')

type Answer = Partial<Exchange> & {
  readonly url?: string
  readonly method?: string
  readonly status?: number
  readonly headers?: Record<string, string | string[]>
  readonly body?: string
}

function exchange({
  url = 'https://shop.example/',
  method,
  status = 200,
  headers = {},
  body = '',
  ...more
}: Answer): Exchange {
  return {
    request: { url, ...(method && { method }) },
    response: { status, headers, body },
    ...more,
  }
}

async function found(answer: Answer, config: object = { extends: ['plimsoll:all'] }): Promise<string[]> {
  const { findings, troubles } = await inspect({ exchanges: [exchange(answer)], config, now: NOW })
  expect(troubles).toEqual([])
  return [...new Set(findings.map(({ rule }) => rule))]
}

/** A policy that expects something of the endpoint at `/`. */
function expecting(expect: object, more: object = {}): object {
  return {
    extends: [],
    rules: { 'no-broken-expectation': 'error' },
    environments: { production: { endpoints: [{ url: 'https://shop.example/', expect, ...more }] } },
  }
}

const broken = async (answer: Answer, wanted: object, more?: object) =>
  (await inspect({ exchanges: [exchange(answer)], config: expecting(wanted, more), now: NOW })).findings.map(
    ({ message }) => message.replace(/^.*? expects: /, ''),
  )

describe('what an audit asks of an endpoint', () => {
  test('B1, D6: session cookies are HttpOnly, Secure and SameSite', async () => {
    const good = { headers: { 'set-cookie': 'session=a1; HttpOnly; Secure; SameSite=Lax' } }
    const wanted = { cookies: { session: { httpOnly: true, secure: true, sameSite: 'lax' } } }
    expect(await broken(good, wanted)).toEqual([])
    expect(await broken({ headers: { 'set-cookie': 'session=a1; SameSite=None' } }, wanted)).toEqual([
      'session is not HttpOnly and should be.',
      'session is not Secure and should be.',
      'session has SameSite=none, not lax or stricter.',
    ])
    expect(await broken({}, wanted)).toEqual(['The cookie session is not set.'])
  })

  test('B2: the CSRF cookie is there and scripts can read it; a mutation without the token is refused', async () => {
    const wanted = { cookies: { csrftoken: { httpOnly: false, sameSite: 'lax' } } }
    expect(await broken({ headers: { 'set-cookie': 'csrftoken=x; Secure; SameSite=Lax' } }, wanted)).toEqual(
      [],
    )
    expect(
      await broken({ headers: { 'set-cookie': 'csrftoken=x; HttpOnly; SameSite=Lax' } }, wanted),
    ).toEqual(['csrftoken is HttpOnly and should not be.'])
    const post = { method: 'POST', active: true }
    expect(await broken({ method: 'POST', status: 403 }, { status: 403 }, post)).toEqual([])
    expect(await broken({ method: 'POST', status: 200 }, { status: 403 }, post)).toEqual([
      'It answers 200, not 403.',
    ])
  })

  test('B3, D9, E7: a burst is limited', async () => {
    const burst = (...statuses: number[]) => ({
      related: statuses.map((status) => ({
        purpose: 'burst',
        request: { url: 'https://shop.example/', method: 'POST' },
        response: { status, headers: {}, body: '' },
      })),
    })
    expect(await found(burst(200, 200, 200))).toContain('require-rate-limit')
    expect(await found(burst(200, 429, 429))).not.toContain('require-rate-limit')
    const free = { limited: false }
    expect(await broken(burst(200, 200, 200), free, { burst: 3 })).toEqual([])
    expect(await broken(burst(200, 200, 429), free, { burst: 3 })).toEqual([
      'A burst of requests is refused with 429; take this address out of the limit.',
    ])
  })

  test('B5, C2, C3, D8: what must be refused is', async () => {
    expect(await broken({ status: 401 }, { status: [401, 403] })).toEqual([])
    expect(await broken({ status: 200 }, { status: [401, 403] })).toEqual(['It answers 200, not 401 or 403.'])
    expect(await broken({ status: 500 }, { status: '4xx' })).toEqual(['It answers 500, not 4xx.'])
  })

  test('B8, C7: pages and health answer, and in time', async () => {
    expect(await found({ status: 502 })).toContain('no-failing-endpoint')
    expect(await broken({ timings: { total: 2400 } }, { within: '2s' })).toEqual([
      'It took 2400 ms, more than 2000 ms.',
    ])
    expect(await broken({ timings: { total: 1900 } }, { within: '2s', status: '2xx' })).toEqual([])
  })

  test('B10: scripts stay within a budget', async () => {
    const config = {
      extends: [],
      rules: { 'no-large-bundle': { severity: 'error', options: { total: 308 } } },
    }
    const page = (bytes: number) => ({
      related: [
        {
          purpose: 'script',
          request: { url: 'https://shop.example/app.js' },
          response: { status: 200, headers: {}, body: '', bodyBytes: bytes },
        },
      ],
    })
    expect(await found(page(933_000), config)).toEqual(['no-large-bundle'])
    expect(await found(page(307_000), config)).toEqual([])
  })

  test('C5, E3: errors show nothing of the inside', async () => {
    const trace = 'Traceback (most recent call last):\n  File "/app/main.py", line 3'
    expect(await found({ status: 500, body: trace })).toContain('no-leaked-error')
    expect(await found({ status: 500, body: '{"error":"Something went wrong."}' })).not.toContain(
      'no-leaked-error',
    )
  })

  test('D7, E8: headers as Helmet sets them, no unsafe-inline', async () => {
    const missing = await broken({ headers: { 'x-powered-by': 'Express' } }, { headers: 'helmet' })
    expect(missing).toContain('x-content-type-options is not sent.')
    expect(missing).toContain('x-powered-by is sent and should not be.')
    const inline = { headers: { 'content-security-policy': "default-src 'self' 'unsafe-inline'" } }
    expect(await found(inline)).toContain('no-unsafe-inline-script')
  })

  test('D10: chain complete, name right, not expiring, no old protocol', async () => {
    const chain = (notAfter: string) => [
      {
        subject: 'CN=shop.example',
        issuer: 'CN=R3',
        names: ['shop.example'],
        notBefore: '2026-06-01',
        notAfter,
        isSelfSigned: false,
        fingerprint: '',
      },
    ]
    const soon = { tls: { verified: true, protocol: 'TLSv1.3', chain: chain('2026-12-10T00:00:00Z') } }
    expect(await found(soon)).toContain('no-expiring-certificate')
    expect(await broken(soon, { tlsDays: 30 })).toEqual([
      'Its certificate holds for 17 days more, less than 30.',
    ])
    const late = { tls: { verified: true, protocol: 'TLSv1.3', chain: chain('2027-06-01T00:00:00Z') } }
    expect(await found(late)).not.toContain('no-expiring-certificate')
    expect(await found({ tls: { verified: false, failure: 'missing-intermediate' } })).toContain(
      'require-trusted-certificate',
    )
    expect(await found({ tls: { verified: false, failure: 'name' } })).toContain(
      'require-trusted-certificate',
    )
    expect(await found({ oldProtocols: ['TLSv1.1'] })).toContain('no-old-protocol')
  })

  test('A12, D11: no foreign and no local origin, no mixed content', async () => {
    const preflight = (allowed: string) => ({
      cors: {
        request: {
          url: 'https://shop.example/',
          method: 'OPTIONS',
          headers: { origin: 'https://stranger.invalid' },
        },
        response: {
          status: 204,
          headers: { 'access-control-allow-origin': allowed, 'access-control-allow-credentials': 'true' },
          body: '',
        },
      },
    })
    expect(await found(preflight('https://stranger.invalid'))).toContain('no-reflected-origin')
    expect(await found(preflight('https://app.shop.example'))).not.toContain('no-reflected-origin')
    expect(await found(preflight('http://localhost:5173'))).toContain('no-local-origin')
    expect(await found({ body: '<img src="http://a.example/x.png">' })).toContain('no-mixed-content')
  })

  test('A7: cookies carry the domain that is wanted', async () => {
    const wanted = { cookies: { session: { domain: 'shop.example' } } }
    expect(await broken({ headers: { 'set-cookie': 'session=a; Domain=.shop.example' } }, wanted)).toEqual([])
    expect(await broken({ headers: { 'set-cookie': 'session=a' } }, wanted)).toEqual([
      'session: its domain is not said, and should be shop.example.',
    ])
  })

  test('D15, E4: what a body holds and what not', async () => {
    const body = JSON.stringify({ plan: 'free', user: { private_metadata: { a: 1 }, roles: ['x'] } })
    const wanted = {
      body: {
        json: { plan: 'free', 'user.roles.0': 'x' },
        jsonLacks: ['private_metadata'],
        lacks: ['premium'],
      },
    }
    expect(await broken({ body }, wanted)).toEqual([
      'The body holds private_metadata, which must not leave the server.',
    ])
    expect(await broken({ body: '{"plan":"paid"}' }, { body: { json: { plan: 'free' } } })).toEqual([
      'plan in the body is not "free".',
    ])
    expect(await broken({ body: '<html>' }, { body: { json: { plan: 'free' } } })).toEqual([
      'The body is no JSON.',
    ])
    expect(
      await broken({ body }, { body: { jsonLacks: ['user.roles'], schema: { required: ['id'] } } }),
    ).toEqual([
      "The body does not fit its schema: it must have required property 'id'.",
      'The body holds user.roles, which must not leave the server.',
    ])
    expect(
      await broken({ body }, { cel: ["exchange.json.plan == 'free'", 'exchange.status < 300'] }),
    ).toEqual([])
    expect(await broken({ body }, { cel: "exchange.json.plan == 'paid'" })).toEqual([
      "exchange.json.plan == 'paid' does not hold.",
    ])
  })
})

describe('a report about endpoints', () => {
  const SECRETS = [
    's3ssi0nvalue-abcdef012345',
    'bearer-abcdef0123456789',
    'tokenvalue0123456789abcd',
    'GOCSPX-a8Kd93jfLs02mVnQpW7zXc41',
  ]
  const leaky: Exchange = {
    request: {
      url: `https://shop.example/reset?token=${SECRETS[2]}`,
      headers: { authorization: `Bearer ${SECRETS[1]}` },
    },
    response: {
      status: 500,
      headers: { 'set-cookie': [`sessionid=${SECRETS[0]}`], location: `/next?reset_token=${SECRETS[2]}` },
      body: `<a href="/x?token=${SECRETS[2]}">${SECRETS[3]} ${SECRETS[0]}</a>\nTraceback (most recent call last):`,
    },
  }

  test('shows no secret in any format', async () => {
    const report = await inspect({ exchanges: [leaky], config: { extends: ['plimsoll:all'] }, now: NOW })
    expect(report.findings.length).toBeGreaterThan(5)
    for (const format of formats) {
      const reporter = await loadReporter(format)
      const text = reporter(report, { color: false, width: 120, version: '0.0.0', verbose: true })
      expect(text.length).toBeGreaterThan(100)
      for (const secret of SECRETS) expect([format, text.includes(secret)]).toEqual([format, false])
    }
    const shown = JSON.stringify([report.findings, report.excerpts.map(({ lines }) => [...lines])])
    for (const secret of SECRETS) expect(shown).not.toContain(secret)
  })

  test('is the same twice, and fingerprints do not depend on other lines', async () => {
    const run = (headers: Record<string, string>) =>
      inspect({
        exchanges: [exchange({ headers: { ...headers, server: 'nginx/1.24.0' } })],
        config: { extends: [], rules: { 'no-version-header': 'error' } },
        now: NOW,
      })
    const one = await run({})
    const other = await run({ 'content-type': 'text/html' })
    expect(await run({})).toEqual(one)
    expect(one.findings[0]!.fingerprint).toBe(other.findings[0]!.fingerprint)
    expect(one.findings[0]!.range.start.line).not.toBe(other.findings[0]!.range.start.line)
    expect(one.files).toEqual(['https://shop.example/'])
  })

  test('where nothing answered says why and nothing else', async () => {
    const report = await inspect({
      exchanges: [
        {
          request: { url: 'https://down.example/' },
          response: null,
          failure: { reason: 'connect-refused', message: '', url: '' },
        },
      ],
      config: { extends: ['plimsoll:all'] },
    })
    expect(report.findings.map(({ rule }) => rule)).toEqual(['require-reachable-endpoint'])
  })

  test('about a local address asks for nothing that only the public needs', async () => {
    const rules = await found({
      url: 'http://localhost:3000/',
      headers: { 'content-type': 'text/html; charset=utf-8' },
    })
    expect(rules).toEqual([])
  })

  test('follows the policy of a folder, overrides by URL too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'inspect-'))
    try {
      writeFileSync(
        join(folder, 'plimsoll.yaml'),
        'extends: []\nrules: { require-nosniff: error, no-version-header: error }\nenvironments:\n  staging: { endpoints: [{ url: "https://stage.example/", expect: { status: 200 } }] }\n',
      )
      const exchanges = [
        exchange({ url: 'https://stage.example/', headers: { server: 'nginx/1.2' } }),
        exchange({}),
      ]
      const options: InspectOptions = { exchanges, cwd: folder }
      const rulesOf = async (more: Partial<InspectOptions>) =>
        (await inspect({ ...options, ...more })).findings.map(({ rule, path }) => `${rule} ${path}`)
      expect(await rulesOf({})).toEqual([
        'require-nosniff https://shop.example/',
        'require-nosniff https://stage.example/',
        'no-version-header https://stage.example/',
      ])
      expect(await rulesOf({ only: ['no-version-header'] })).toEqual([
        'no-version-header https://stage.example/',
      ])
      expect(await rulesOf({ environment: 'staging' })).toHaveLength(3)
      await expect(rulesOf({ environment: 'production' })).rejects.toThrow(UsageError)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('tells apart endpoints that ask the same', async () => {
    const url = 'https://shop.example/'
    const config = expecting({ status: 200 })
    const endpoints = [
      { url, expect: { status: 200 } },
      { url, headers: { Authorization: 'Bearer ${EXPIRED}' }, expect: { status: 401 } },
      { url, name: 'admin', expect: { status: 403 } },
    ]
    const policy = { ...config, environments: { production: { endpoints } } }
    const of = (status: number, more: object): Exchange => ({
      request: { url, ...more },
      response: { status, headers: {}, body: '' },
    })
    const expired = of(401, { headers: { authorization: 'Bearer ${EXPIRED}' } })
    const count = async (...exchanges: Exchange[]) =>
      (await inspect({ exchanges, config: policy })).findings.length
    expect(await count(of(200, {}), expired, { ...of(403, {}), name: 'admin' })).toBe(0)
    expect(await count(of(401, {}))).toBe(1)
    expect(await count(expired)).toBe(0)
    expect(await count({ ...of(200, {}), name: 'admin' })).toBe(1)
  })

  test('leaves out the endpoints of other environments', async () => {
    const config = {
      extends: [],
      rules: { 'require-nosniff': 'error', 'no-broken-expectation': 'error' },
      environments: {
        production: { endpoints: [{ url: 'https://shop.example/', expect: { status: 404 } }] },
        staging: { endpoints: [{ url: 'https://stage.example/', expect: { status: 404 } }] },
      },
      overrides: [{ files: ['https://stage.example/**'], rules: { 'require-nosniff': 'off' } }],
    }
    const exchanges = [exchange({}), exchange({ url: 'https://stage.example/' })]
    const rulesOf = async (more: object) =>
      (await inspect({ exchanges, config, ...more })).findings.map(({ rule, path }) => `${rule} ${path}`)
    expect(await rulesOf({})).toEqual([
      'no-broken-expectation https://shop.example/',
      'require-nosniff https://shop.example/',
      'no-broken-expectation https://stage.example/',
    ])
    expect(await rulesOf({ environment: 'staging' })).toEqual([
      'no-broken-expectation https://stage.example/',
    ])
  })

  test('a policy with a mistake in an expectation is refused', async () => {
    const refuse = (wanted: object) =>
      expect(inspect({ exchanges: [], config: expecting(wanted) })).rejects.toThrow(UsageError)
    await refuse({ cel: 'exchange.stauts == 200' })
    await refuse({ headers: { server: { matches: '(' } } })
    await refuse({ status: 'ok' })
    await refuse({ headers: 'helm' })
    await refuse({ cookies: { a: { httponly: true } } })
    await refuse({ within: 'soon' })
  })

  test('a check of a policy may be on an exchange', async () => {
    const config = {
      extends: [],
      checks: {
        'require-etag': {
          on: 'exchange',
          summary: 'An answer has an ETag.',
          why: 'Without one it is sent anew each time.',
          assert: '"etag" in exchange.headers',
          message: '{url} sends no ETag.',
          bad: [{ 'https://shop.example/': '< «HTTP/1.1 200»\n<\n' }],
          good: [{ 'https://shop.example/': '< HTTP/1.1 200\n< etag: "a"\n<\n' }],
        },
      },
    }
    expect(await found({}, config)).toEqual(['require-etag'])
    expect(await found({ headers: { etag: '"a"' } }, config)).toEqual([])
  })
})

test('of the folder only the policy counts: its charts and kustomizations are not rendered', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'inspect-'))
  try {
    const away = 'resources: [https://example.com/base]\n'
    writeFileSync(join(folder, 'kustomization.yaml'), `kind: Kustomization\n${away}`)
    const exchanges = [{ request: { url: 'https://shop.example/' }, response: null }]
    expect((await inspect({ exchanges, cwd: folder })).notes).toBeUndefined()
    expect((await lint({ cwd: folder })).notes).toHaveLength(1)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('a virtual project may hold a transcript beside its files', async () => {
  const { findings } = await lint({
    files: { 'https://shop.example/': '< HTTP/1.1 200\n< server: nginx/1.24.0\n<\n', '.env': 'A=1\n' },
    config: { extends: [], rules: { 'no-version-header': 'error' } },
  })
  expect(findings.map(({ path, range }) => [path, range.start.line])).toEqual([['https://shop.example/', 2]])
})

test('who judges files loads nothing that only exchanges need', () => {
  const heavy = /^(?:csp_evaluator|ajv|undici)(?:\/|$)/
  const seen = new Set<string>()
  const loaded: string[] = []
  const visit = (path: string): void => {
    if (seen.has(path) || !path.endsWith('.ts')) return
    seen.add(path)
    const text = readFileSync(path, 'utf8')
    for (const [, name] of text.matchAll(/^(?:import|export)\s+(?!type\b)[^'"]*?from '([^']+)'/gm)) {
      if (name!.startsWith('.')) visit(relative('.', join(dirname(path), name!)))
      else if (heavy.test(name!)) loaded.push(`${path} imports ${name}`)
    }
  }
  visit('src/lint.ts')
  expect(seen.size).toBeGreaterThan(100)
  expect(loaded).toEqual([])
})
