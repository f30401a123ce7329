import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import { AddressGuard, reachOf } from '../../src/exchanges/addresses.ts'
import { type ExchangeOptions, exchange } from '../../src/exchanges/ask-endpoint.ts'
import { CookieJar } from '../../src/exchanges/cookie-jar.ts'
import type { Endpoint } from '../../src/exchanges/endpoint.ts'
import { makeAuthority } from './certificates.ts'
import { serveHttp, serveHttps } from './servers.ts'

type Answer = readonly [status: number, headers: Record<string, string | string[]>, body?: string]

/** A server that answers by path and tells what it was asked. */
async function site(answers: Readonly<Record<string, Answer>>, scheme = 'http') {
  const asked: { path: string; method: string; headers: IncomingMessage['headers']; body: string }[] = []
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      asked.push({ path: request.url!, method: request.method!, headers: request.headers, body })
      const [status, headers, text] = answers[request.url!] ?? [200, {}, 'end']
      response.writeHead(status, headers).end(text)
    })
  }
  const running =
    scheme === 'http' ? await serveHttp(listener) : await serveHttps(authority.serve(), listener)
  return { ...running, asked }
}

const authority = makeAuthority()
const to = (location: string, status = 302): Answer => [status, { location }]
const ask = (endpoint: string | Endpoint, options: ExchangeOptions = {}) =>
  exchange(typeof endpoint === 'string' ? { url: endpoint } : endpoint, {
    timeout: 20_000,
    ca: authority.ca,
    ...options,
  })

describe('a chain', () => {
  test('is followed and every hop is kept', async () => {
    const { url } = await site({ '/': to('/a', 301), '/a': to('b?c=d#e'), '/b?c=d': [200, {}, 'here'] })
    const { hops, response, failure } = await ask(url)
    expect(failure).toBeUndefined()
    expect(hops?.map((hop) => [hop.status, hop.url.slice(url.length)])).toEqual([
      [301, '/'],
      [302, '/a'],
      [200, '/b?c=d'],
    ])
    expect(hops?.[0]?.rawHeaders).toContainEqual(['location', '/a'])
    expect(response).toMatchObject({ status: 200, body: 'here' })
  })

  test('that comes back is a loop', async () => {
    const { url } = await site({ '/': to('/a'), '/a': to('/b'), '/b': to('/a') })
    const { failure, response, hops } = await ask(url)
    expect(failure?.reason).toBe('redirect-loop')
    expect(response?.status).toBe(302)
    expect(hops).toHaveLength(3)
  })

  test('that comes back with a cookie is none', async () => {
    const server = await serveHttp((request, response) =>
      request.headers.cookie === 'seen=yes'
        ? response.end('welcome')
        : response.writeHead(302, { location: '/', 'set-cookie': 'seen=yes' }).end(),
    )
    expect((await ask(server.url)).response?.body).toBe('welcome')
  })

  test('of ten is followed, of eleven is not', async () => {
    const server = await serveHttp((request, response) => {
      const left = Number(request.url!.slice(1))
      if (left === 0) response.end('end')
      else response.writeHead(302, { location: `/${left - 1}` }).end()
    })
    expect((await ask(`${server.url}/10`)).response?.body).toBe('end')
    const { failure, hops } = await ask(`${server.url}/11`)
    expect(failure?.reason).toBe('too-many-redirects')
    expect(hops).toHaveLength(11)
  })

  test.each(['ftp://shop.test/', 'http://', 'javascript:alert(1)', 'http://shop.test:99999/'])(
    'to %s ends there',
    async (location) => {
      const { url } = await site({ '/': to(location) })
      const { failure, response } = await ask(url)
      expect(failure?.reason).toBe('bad-redirect')
      expect(response?.status).toBe(302)
    },
  )

  test('without a place to go is an answer', async () => {
    const { url } = await site({ '/': [302, {}, 'lost'] })
    expect(await ask(url)).toMatchObject({ response: { status: 302, body: 'lost' } })
  })

  test('from https to http is followed and told', async () => {
    const plain = await site({})
    const secure = await site({ '/': to(`${plain.url}/`) }, 'https')
    const { hops, tls } = await ask(secure.url)
    expect(hops?.map(({ url }) => url)).toEqual([`${secure.url}/`, `${plain.url}/`])
    expect(hops?.[0]?.tls?.verified).toBe(true)
    expect(tls).toBeNull()
  })
})

describe('methods', () => {
  test.each([
    [301, 'POST', 'GET', ''],
    [302, 'POST', 'GET', ''],
    [303, 'PUT', 'GET', ''],
    [307, 'POST', 'POST', 'text'],
    [308, 'PUT', 'PUT', 'text'],
    [302, 'PUT', 'PUT', 'text'],
  ])('%s turns %s into %s', async (status, method, after, body) => {
    const { url, asked } = await site({ '/': to('/a', status) })
    await ask({ url, method, body: 'text' })
    expect(asked[1]).toMatchObject({ path: '/a', method: after, body })
  })

  test('a body is not sent on to another server', async () => {
    const other = await site({})
    const { url } = await site({ '/': to(`${other.url}/`, 307) })
    const { failure } = await ask({ url, method: 'POST', body: 'text' })
    expect(failure?.reason).toBe('bad-redirect')
    expect(other.asked).toEqual([])
  })
})

describe('secrets', () => {
  const env = { TOKEN: 'tok-123456', PASSWORD: 'a "quoted" word' }

  test('stay with the server they are for', async () => {
    const other = await site({})
    const { url, asked } = await site({ '/': [302, { location: `${other.url}/`, 'set-cookie': 'a=1' }] })
    const headers = { Authorization: 'Bearer ${TOKEN}', 'X-Api-Key': 'literal-key', Accept: 'text/plain' }
    const found = await ask({ url, headers }, { env, headers: { cookie: 'theirs=1234567' } })
    expect(asked[0]?.headers).toMatchObject({
      authorization: 'Bearer tok-123456',
      'x-api-key': 'literal-key',
      cookie: 'theirs=1234567',
    })
    expect(other.asked[0]?.headers).toMatchObject({ accept: 'text/plain' })
    for (const name of ['authorization', 'x-api-key', 'cookie']) {
      // A cookie does not know ports, as in browsers; what was configured does.
      expect(other.asked[0]?.headers[name]).toBe(name === 'cookie' ? 'a=1' : undefined)
    }
    expect(found.request.headers).toEqual({
      authorization: 'Bearer ${TOKEN}',
      'x-api-key': '***',
      accept: 'text/plain',
      cookie: '***',
    })
    expect(found.request.hidden).toEqual(['cookie', 'authorization', 'x-api-key'])
    expect(JSON.stringify(found)).not.toMatch(/tok-123456|literal-key|1234567/)
  })

  test('are not in the evidence, whatever a server sends back', async () => {
    const echo = await serveHttp((request, response) => {
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        const { authorization = '' } = request.headers
        const encoded = encodeURIComponent(env.PASSWORD)
        response
          .setHeader('x-echo', authorization)
          .setHeader('set-cookie', `session=${authorization}; Path=/`)
        response.end(`${authorization} ${Buffer.from(env.PASSWORD).toString('base64')} ${encoded} ${body}`)
      })
    })
    const headers = { authorization: 'Bearer ${TOKEN}' }
    const body = { password: '${PASSWORD}', other: '$${NOT_A_VARIABLE}' }
    const found = await ask({ url: echo.url, method: 'POST', headers, body }, { env })
    const text = JSON.stringify(found)
    expect(text).not.toContain('tok-123456')
    expect(text).not.toContain('quoted')
    expect(text).not.toContain(Buffer.from(env.PASSWORD).toString('base64'))
    expect(found.response?.body).toContain('Bearer ${TOKEN}')
    expect(found.response?.body).toContain('"other":"${NOT_A_VARIABLE}"')
    expect(found.response?.headers['set-cookie']).toBe('session=***; Path=/')
    expect(found.request.hidden).toEqual(['authorization', 'body'])
  })

  test('of a URL become a header and are gone from the URL', async () => {
    const { port, asked } = await site({})
    const found = await ask(`http://me:open%20sesame@127.0.0.1:${port}/`)
    expect(asked[0]?.headers.authorization).toBe(`Basic ${Buffer.from('me:open sesame').toString('base64')}`)
    expect(found.request.url).toBe(`http://127.0.0.1:${port}/`)
    expect(JSON.stringify(found)).not.toContain('sesame')
  })

  test('that are not set are a mistake of the endpoint', async () => {
    const endpoint = { url: 'http://shop.invalid/', name: 'shop', headers: { authorization: '${NOT_SET}' } }
    await expect(ask(endpoint, { env: {} })).rejects.toThrow(
      'shop, header authorization: the variable NOT_SET is not set in the environment.',
    )
    await expect(ask(endpoint, { env: { NOT_SET: 'a\r\nx: b' } })).rejects.toThrow('cannot be sent')
  })
})

describe('addresses', () => {
  test.each([
    ['8.8.8.8', 'public'],
    ['127.0.0.1', 'private'],
    ['10.1.2.3', 'private'],
    ['172.31.0.1', 'private'],
    ['172.32.0.1', 'public'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'private'],
    ['0.0.0.0', 'private'],
    ['169.254.169.254', 'link-local'],
    ['::1', 'private'],
    ['::ffff:127.0.0.1', 'private'],
    ['::ffff:a9fe:a9fe', 'link-local'],
    ['64:ff9b::a9fe:a9fe', 'link-local'],
    ['64:ff9b::808:808', 'public'],
    ['64:ff9b::7f00:1', 'private'],
    ['fe80::1', 'link-local'],
    ['fd00:ec2::254', 'link-local'],
    ['fd12::1', 'private'],
    ['2606:4700::1111', 'public'],
  ])('%s is %s', (address, reach) => {
    expect(reachOf(address)).toBe(reach)
  })

  test('a name with one private address among public ones is refused after a public one', () => {
    const guard = new AddressGuard()
    expect(guard.refuse(['8.8.8.8'])).toBeUndefined()
    expect(guard.refuse(['1.1.1.1', '10.0.0.1'])).toBe('10.0.0.1')
    expect(guard.refuse(['1.1.1.1'])).toBeUndefined()
  })

  test.each([
    'http://127.0.0.1:1/',
    'http://localhost:1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://169.254.169.254/latest/meta-data/',
  ])('a public target cannot send us to %s', async (location) => {
    const { port } = await site({ '/': to(location) })
    // Where the user says a public name is to be found stands for the public server.
    const resolve = [{ host: 'shop.test', port: 80, address: '127.0.0.1', addressPort: port }]
    const { failure, response } = await ask('http://shop.test/', { resolve })
    expect(failure?.reason).toBe('blocked-address')
    expect(response).toBeNull()
  })

  test('a target on this machine may send us to this machine, and not to where clouds keep credentials', async () => {
    const other = await site({})
    const { url } = await site({ '/': to(other.url), '/cloud': to('http://169.254.169.254/') })
    expect((await ask(url)).response?.body).toBe('end')
    expect((await ask(`${url}/cloud`)).failure?.reason).toBe('blocked-address')
  })
})

describe('the cookie jar', () => {
  const at = (url: string) => new URL(url)
  const sent = (from: string, lines: string[], target: string) => {
    const jar = new CookieJar()
    jar.store(at(from), lines)
    return jar.header(at(target))
  }
  test.each([
    ['the same host', 'https://shop.test/', ['a=1'], 'https://shop.test/b', 'a=1'],
    ['another host', 'https://shop.test/', ['a=1'], 'https://evil.test/', undefined],
    ['a host below, without Domain', 'https://shop.com/', ['a=1'], 'https://www.shop.com/', undefined],
    [
      'a host below, with Domain',
      'https://shop.com/',
      ['a=1; Domain=shop.com'],
      'https://www.shop.com/',
      'a=1',
    ],
    [
      'a sibling, with Domain',
      'https://a.shop.com/',
      ['a=1; Domain=.shop.com'],
      'https://b.shop.com/',
      'a=1',
    ],
    [
      'a domain that strangers share',
      'https://a.github.io/',
      ['a=1; Domain=github.io'],
      'https://b.github.io/',
      undefined,
    ],
    ['a domain of others', 'https://shop.com/', ['a=1; Domain=evil.com'], 'https://evil.com/', undefined],
    ['http, of a secure one', 'https://shop.test/', ['a=1; Secure'], 'http://shop.test/', undefined],
    ['another path', 'https://shop.test/a/b', ['a=1'], 'https://shop.test/c', undefined],
    ['a path below', 'https://shop.test/a/b', ['a=1; Path=/a'], 'https://shop.test/a/c', 'a=1'],
    ['a path that only starts so', 'https://shop.test/', ['a=1; Path=/a'], 'https://shop.test/ab', undefined],
    [
      'one that is taken back',
      'https://shop.test/',
      ['a=1', 'a=; Max-Age=0', 'b=2'],
      'https://shop.test/',
      'b=2',
    ],
    [
      'what is no cookie',
      'https://shop.test/',
      ['', ';', '=', '__proto__=1'],
      'https://shop.test/',
      undefined,
    ],
  ])('%s', (_, from, lines, target, header) => {
    expect(sent(from, lines, target)).toBe(header)
  })
})
