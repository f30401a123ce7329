import type { RequestListener } from 'node:http'
import type { ServerOptions } from 'node:https'
import { connect } from 'node:tls'
import { beforeAll, describe, expect, test } from 'vitest'
import { type ExchangeOptions, exchange } from '../../src/exchanges/ask-endpoint.ts'
import { collect } from '../../src/exchanges/collect.ts'
import type { Exchange } from '../../src/exchanges/exchange.ts'
import { stoppedBy } from '../../src/exchanges/failure.ts'
import { issue, makeAuthority } from './certificates.ts'
import { serveHttp2, serveHttps } from './servers.ts'

const authority = makeAuthority()
const days = (count: number) => new Date(Date.now() + count * 24 * 3600 * 1000)
const hello = (_: unknown, response: { end(text: string): void }) => response.end('hello')

const ask = (port: number, options: ExchangeOptions = {}, host = 'shop.test'): Promise<Exchange> =>
  exchange(
    { url: `https://${host}:${port}/`, ...(options.env && { headers: { authorization: '${TOKEN}' } }) },
    { ca: authority.ca, resolve: [{ host, port, address: '127.0.0.1' }], timeout: 20_000, ...options },
  )

async function served(options: ServerOptions, host?: string, more: ExchangeOptions = {}): Promise<Exchange> {
  const { port } = await serveHttps(options, hello)
  return ask(port, more, host)
}

test('a chain that leads to a trusted root', async () => {
  const { tls, response, failure } = await served(authority.serve())
  expect(failure).toBeUndefined()
  expect(response?.body).toBe('hello')
  expect(tls).toMatchObject({ verified: true, protocol: 'TLSv1.3', alpn: 'http/1.1' })
  expect(tls?.cipher).toMatch(/^TLS_/)
  expect(tls?.chain?.map(({ subject }) => subject)).toEqual([
    'CN=shop.test',
    'O=Load Line Tests, CN=Intermediate',
  ])
  expect(tls?.chain?.[0]).toMatchObject({
    issuer: 'O=Load Line Tests, CN=Intermediate',
    names: ['shop.test', 'localhost', '127.0.0.1'],
    isSelfSigned: false,
    keyType: 'EC',
    keyBits: 256,
    signatureAlgorithm: 'ecdsa-with-SHA256',
    fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
})

test('an address of which the certificate knows', async () => {
  const { port } = await serveHttps(authority.serve(), hello)
  const { tls } = await exchange({ url: `https://127.0.0.1:${port}/` }, { ca: authority.ca })
  expect(tls?.verified).toBe(true)
})

describe('a certificate that does not verify is told, and the answer is there to be judged', () => {
  const cases: [string, () => ServerOptions, string[], ExchangeOptions?][] = [
    ['expired', () => authority.serve({ notBefore: days(-20), notAfter: days(-1) }), ['expired']],
    ['not yet valid', () => authority.serve({ notBefore: days(1) }), ['not-yet-valid']],
    ['for another name', () => authority.serve({ names: ['other.test'] }), ['name']],
    ['without a name', () => authority.serve({ names: [], subject: { CN: 'nobody' } }), ['name']],
    ['self-signed', () => issue({ subject: { CN: 'shop.test' }, names: ['shop.test'] }), ['self-signed']],
    ['of an unknown authority', () => authority.serve(), ['untrusted'], { ca: '' }],
    [
      'of an unknown authority that is sent too',
      () => {
        const other = issue({ subject: { CN: 'Other' }, isAuthority: true })
        const leaf = issue({ subject: { CN: 'shop.test' }, names: ['shop.test'], issuer: other })
        return { key: leaf.key, cert: leaf.cert + other.cert }
      },
      ['untrusted'],
    ],
    [
      'of an unknown authority alone',
      () => {
        const other = issue({ subject: { O: 'Strangers', CN: 'Other' }, isAuthority: true })
        return issue({ subject: { CN: 'shop.test' }, names: ['shop.test'], issuer: other })
      },
      ['untrusted'],
    ],
    [
      'without its intermediate',
      () => authority.serve({ issuer: authority.intermediate }),
      ['missing-intermediate'],
    ],
    [
      'without its intermediate, of an authority that says where it is',
      () => {
        const other = issue({ subject: { O: 'Public', CN: 'R1' }, isAuthority: true })
        const issuerUrl = 'http://r1.test/r1.crt'
        return issue({ subject: { CN: 'shop.test' }, names: ['shop.test'], issuer: other, issuerUrl })
      },
      ['missing-intermediate'],
    ],
    [
      'expired and for another name',
      () => authority.serve({ notBefore: days(-20), notAfter: days(-1), names: ['other.test'] }),
      ['expired', 'name'],
    ],
  ]
  test.each(cases)('%s', async (_, options, failures, more) => {
    const { tls, response, failure } = await served(options(), undefined, more)
    expect(tls).toMatchObject({ verified: false, failure: failures[0], failures })
    expect(tls?.message).toMatch(/^The .*\.$/)
    expect(failure).toBeUndefined()
    expect(response?.body).toBe('hello')
  })

  test('an intermediate that expired', async () => {
    const old = issue({
      subject: { CN: 'Old' },
      issuer: authority.root,
      isAuthority: true,
      notBefore: days(-20),
      notAfter: days(-1),
    })
    const leaf = issue({ subject: { CN: 'shop.test' }, names: ['shop.test'], issuer: old })
    const { tls } = await served({ key: leaf.key, cert: leaf.cert + old.cert })
    expect(tls?.failures).toEqual(['expired'])
    expect(tls?.message).toContain('CN=Old')
  })
})

describe('what is secret', () => {
  let seen: (string | undefined)[] = []
  const listener: RequestListener = (request, response) => {
    seen.push(request.headers.authorization)
    response.end(`you sent ${request.headers.authorization}`)
  }
  beforeAll(() => {
    seen = []
  })

  test('is not sent to a server that cannot say who it is', async () => {
    const { port } = await serveHttps(authority.serve({ names: ['other.test'] }), listener)
    const { failure, response, tls } = await ask(port, { env: { TOKEN: 'very-secret' } })
    expect(failure?.reason).toBe('tls-name')
    expect(response).toBeNull()
    expect(tls?.failure).toBe('name')
    expect(seen).toEqual([])
  })

  test('is sent to it on request, which the evidence says', async () => {
    const { port } = await serveHttps(authority.serve({ names: ['other.test'] }), listener)
    const found = await ask(port, { env: { TOKEN: 'very-secret' }, insecure: true })
    expect(seen).toEqual(['very-secret'])
    expect(found).toMatchObject({ isInsecure: true, tls: { verified: false, failure: 'name' } })
    expect(found.response?.body).toBe('you sent ${TOKEN}')
    expect(JSON.stringify(found)).not.toContain('very-secret')
  })
})

describe('old versions', () => {
  const old = (version: 'TLSv1' | 'TLSv1.1'): ServerOptions => ({
    ...authority.serve(),
    minVersion: version,
    maxVersion: version,
    ciphers: 'DEFAULT@SECLEVEL=0',
  })

  test('TLS 1.0 alone is not spoken, and is found', async () => {
    const { port } = await serveHttps(old('TLSv1'), hello)
    // The fault is there: who is made to speak it gets through.
    const protocol = await new Promise((settle, fail) => {
      const socket = connect(
        {
          port,
          host: '127.0.0.1',
          rejectUnauthorized: false,
          minVersion: 'TLSv1',
          maxVersion: 'TLSv1',
          ciphers: 'DEFAULT@SECLEVEL=0',
        },
        () => {
          settle(socket.getProtocol())
          socket.destroy()
        },
      ).on('error', fail)
    })
    expect(protocol).toBe('TLSv1')
    const { failure, oldProtocols, response } = await ask(port, { asides: ['old-protocols'] })
    expect(failure?.reason).toBe('tls-protocol')
    expect(failure?.message).toMatch(/protocol version|unsupported protocol/)
    expect(response).toBeNull()
    expect(oldProtocols).toEqual(['TLSv1'])
  })

  test('versions that are accepted beside new ones are found', async () => {
    const options = { ...authority.serve(), minVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
    const { port } = await serveHttps(options, hello)
    expect(await ask(port, { asides: ['old-protocols'] })).toMatchObject({
      oldProtocols: ['TLSv1.1'],
      tls: { verified: true, protocol: 'TLSv1.3' },
    })
  })

  test('a server of today accepts none', async () => {
    expect((await served(authority.serve(), undefined, { asides: ['old-protocols'] })).oldProtocols).toEqual(
      [],
    )
  })
})

test('a server that wants a certificate of ours', async () => {
  const options = { requestCert: true, rejectUnauthorized: true, maxVersion: 'TLSv1.2' } as const
  expect((await served({ ...authority.serve(), ...options })).failure?.reason).toBe('tls-protocol')
  // With TLS 1.3 it may say so when the handshake is over. Node as a server just closes then.
  const alert = Object.assign(new Error('tlsv13 alert'), {
    code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
  })
  expect(stoppedBy(alert, 'headers')).toMatchObject({
    reason: 'tls-protocol',
    message: 'No TLS connection can be made: tlsv13 alert certificate required.',
  })
})

describe('HTTP/2', () => {
  test('is spoken where it is offered, with every line as it came', async () => {
    const { port } = await serveHttp2(authority.serve(), (request, response) => {
      response.setHeader('x-frame-options', ['DENY', 'SAMEORIGIN'])
      response.setHeader('set-cookie', ['a=1; Secure', 'b=2; HttpOnly'])
      response.end(`${request.method} ${request.headers[':authority']} ${request.url}`)
    })
    const { response, tls } = await ask(port)
    expect(tls?.alpn).toBe('h2')
    expect(response).toMatchObject({ status: 200, httpVersion: '2', body: `GET shop.test:${port} /` })
    expect(response?.headers['x-frame-options']).toEqual(['DENY', 'SAMEORIGIN'])
    expect(response?.headers['set-cookie']).toEqual(['a=***; Secure', 'b=***; HttpOnly'])
  })

  test('a header that may come once and came twice is there twice', async () => {
    const { port } = await serveHttp2(authority.serve(), (_, response) => {
      response.stream.respond({ ':status': 200, 'x-twice': ['1', '2'] })
      response.stream.end()
    })
    expect((await ask(port)).response?.headers['x-twice']).toEqual(['1', '2'])
  })

  test('a body goes with the request', async () => {
    const { port } = await serveHttp2(authority.serve(), (request, response) => {
      request.pipe(response)
    })
    const resolve = [{ host: 'shop.test', port, address: '127.0.0.1' }]
    const endpoint = { url: `https://shop.test:${port}/`, method: 'POST', body: { a: '${A}' } }
    const { response } = await exchange(endpoint, { ca: authority.ca, resolve, env: { A: 'first-value' } })
    expect(response?.body).toBe('{"a":"${A}"}')
  })

  test.each([
    ['a thousand headers', 'headers-too-large'],
    ['a stream that is reset', 'reset'],
    ['a connection that is cut off', 'truncated'],
    ['a body that drips', 'timeout-body'],
    ['nothing', 'timeout-headers'],
  ])('%s', async (fault, reason) => {
    const server = await serveHttp2(authority.serve(), (_, { stream }) => {
      stream.on('error', () => {})
      if (fault === 'a thousand headers') {
        const flood = Array.from({ length: 1000 }, (_, index) => [`x-${index}`, 'a'.repeat(20)])
        stream.respond(Object.fromEntries(flood))
        stream.end()
      } else if (fault === 'a stream that is reset') stream.close(2)
      else if (fault === 'a connection that is cut off') {
        stream.respond({ 'content-length': 100 })
        stream.write('hello', () => setTimeout(() => server.cutOff(), 50))
      } else if (fault === 'a body that drips') {
        stream.respond({})
        const timer = setInterval(() => stream.write('a'), 20)
        stream.on('close', () => clearInterval(timer))
      }
    })
    const limits = { headers: 1000, body: 1000 }
    expect((await ask(server.port, { limits })).failure?.reason).toBe(reason)
  })
})

test('trust in one run is by target', async () => {
  const good = await serveHttps(authority.serve(), hello)
  const bad = await serveHttps(issue({ subject: { CN: 'x' }, names: ['127.0.0.1'] }), hello)
  const found = await collect([{ url: good.url }, { url: bad.url }, { url: good.url }], {
    ca: authority.ca,
    isBare: true,
  })
  expect(found.map(({ tls }) => tls?.verified)).toEqual([true, false, true])
})
