import type { IncomingMessage, ServerResponse } from 'node:http'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exchange } from '../../src/exchanges/ask-endpoint.ts'
import { collect, type Progress } from '../../src/exchanges/collect.ts'
import type { Exchange } from '../../src/exchanges/exchange.ts'
import { EXPOSED_PATHS } from '../../src/exchanges/exposed-files.ts'
import { scriptsOf, sourceMapOf } from '../../src/exchanges/page-scripts.ts'
import { makeAuthority } from './certificates.ts'
import { closedPort, serveHttp, serveHttps, serveRaw } from './servers.ts'

const authority = makeAuthority()

function shop(request: IncomingMessage, response: ServerResponse): void {
  const { method, url, headers } = request
  const html = { 'content-type': 'text/html' }
  if (method === 'OPTIONS') {
    const { origin = '' } = headers
    response
      .writeHead(204, { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' })
      .end()
  } else if (method === 'TRACE') response.end(`${method} ${headers['x-plimsoll-trace']}`)
  else if (url === '/')
    response.writeHead(200, html).end('<script src="/app.js"></script><script src="gone.js"></script>')
  else if (url === '/app.js') response.end('var a\n//# sourceMappingURL=app.js.map\n')
  else if (url === '/app.js.map')
    response.end(`{"version":3,"sources":["a.ts"],"x":"${'a'.repeat(100_000)}"}`)
  else if (url === '/.git/HEAD') response.end('ref: refs/heads/main\n')
  else response.writeHead(404, html).end(`nothing at ${url}`)
}

test('what stands beside a page is asked for', async () => {
  const { port } = await serveHttps(authority.serve(), shop)
  const plain = await serveHttp((request, response) =>
    response.writeHead(301, { location: `https://shop.test${request.url}` }).end(),
  )
  const resolve = [
    { host: 'shop.test', port: 443, address: '127.0.0.1', addressPort: port },
    { host: 'shop.test', port: 80, address: '127.0.0.1', addressPort: plain.port },
  ]
  const [found] = await collect([{ url: 'https://shop.test/', headers: { authorization: '${TOKEN}' } }], {
    ca: authority.ca,
    resolve,
    env: { TOKEN: 'very-secret' },
  })
  expect(found?.response?.status).toBe(200)
  expect(found?.redirects?.map(({ status, url }) => [status, url])).toEqual([
    [301, 'http://shop.test/'],
    [200, 'https://shop.test/'],
  ])
  expect(found?.oldProtocols).toEqual([])
  expect(found?.cors).toMatchObject({
    request: { method: 'OPTIONS', headers: { origin: 'https://plimsoll.invalid' } },
    response: { status: 204, headers: { 'access-control-allow-origin': 'https://plimsoll.invalid' } },
  })
  const related = found?.related ?? []
  const of = (purpose: string) => related.filter((each) => each.purpose === purpose)
  expect(of('missing-page')).toMatchObject([{ response: { status: 404 } }])
  expect(of('origin')).toHaveLength(1)
  expect(of('trace')).toEqual([])
  expect(of('script').map(({ request, response }) => [request.url, response?.status])).toEqual([
    ['https://shop.test/app.js', 200],
    ['https://shop.test/gone.js', 404],
  ])
  const [map] = of('source-map')
  expect(map).toMatchObject({ request: { url: 'https://shop.test/app.js.map' }, response: { isCut: true } })
  expect(map?.failure).toBeUndefined()
  expect(map?.response?.body).toHaveLength(64 * 1024)
  expect(of('exposed-file')).toHaveLength(EXPOSED_PATHS.length)
  expect(of('exposed-file').filter(({ response }) => response?.status === 200)).toMatchObject([
    { request: { url: 'https://shop.test/.git/HEAD' }, response: { body: 'ref: refs/heads/main\n' } },
  ])
})

test('no http service beside https is told as that', async () => {
  const { port } = await serveHttps(authority.serve(), shop)
  const resolve = [
    { host: 'shop.test', port: 443, address: '127.0.0.1', addressPort: port },
    { host: 'shop.test', port: 80, address: '127.0.0.1', addressPort: await closedPort() },
  ]
  const found = await exchange(
    { url: 'https://shop.test/' },
    { ca: authority.ca, resolve, asides: ['redirects'] },
  )
  expect(found.redirects).toBeNull()
})

test('secrets go to the endpoint alone, not with what is asked beside it', async () => {
  const seen: [string, string | undefined][] = []
  const { url } = await serveHttp((request, response) => {
    seen.push([`${request.method} ${request.url}`, request.headers.authorization])
    shop(request, response)
  })
  const endpoint = { url, headers: { authorization: '${TOKEN}' } }
  await collect([endpoint], { env: { TOKEN: 'very-secret' }, active: true })
  expect(seen.filter(([, value]) => value !== undefined)).toEqual([['GET /', 'very-secret']])
  expect(seen.length).toBeGreaterThan(20)
})

test('what is true of an origin is asked once, and nothing beside what changes something', async () => {
  const asked: string[] = []
  const { url } = await serveHttp((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    shop(request, response)
  })
  const found = await collect([
    { url },
    { url: `${url}/a` },
    { url: `${url}/b`, method: 'POST', body: 'text' },
    { url: `${url}/c`, active: true },
  ])
  expect(found.map(({ request }) => request.url.slice(url.length))).toEqual(['/', '/a', '/b'])
  expect(asked.filter((each) => each === 'GET /.env')).toHaveLength(1)
  expect(asked.filter((each) => each.endsWith(' /b'))).toEqual(['POST /b'])
  expect(asked.some((each) => each.startsWith('TRACE') || each.endsWith('/c'))).toBe(false)
})

test('active endpoints and TRACE are asked on request', async () => {
  const { url } = await serveHttp(shop)
  const found = await collect([{ url, active: true }], { active: true })
  const trace = found[0]?.related?.find(({ purpose }) => purpose === 'trace')
  expect(trace).toMatchObject({ request: { method: 'TRACE' }, response: { status: 200, body: 'TRACE sent' } })
})

describe('a burst', () => {
  /** Lets some requests through and refuses the rest. */
  async function limited(most: number) {
    let count = 0
    const running = await serveHttp((_, response) =>
      response.writeHead(++count > most ? 429 : 200).end('a'.repeat(5000)),
    )
    return { ...running, count: () => count }
  }
  const statuses = (found: readonly Exchange[]) =>
    found[0]?.related?.filter(({ purpose }) => purpose === 'burst').map(({ response }) => response?.status)

  test('goes on until it is refused', async () => {
    const { url, count } = await limited(40)
    const endpoint = { url: `${url}/login`, method: 'POST', body: 'text', burst: 200 }
    const found = await collect([endpoint], { active: true })
    expect(statuses(found)).toContain(429)
    // What is under way when the first is refused still ends.
    expect(count()).toBeLessThan(90)
  })

  test('ends where nobody refuses', async () => {
    const { url } = await limited(1000)
    const found = await collect([{ url, burst: 30 }], { active: true })
    expect(statuses(found)).toEqual(Array(30).fill(200))
    expect(found[0]?.related?.at(-1)?.response).toMatchObject({ isCut: true })
    expect(found[0]?.related?.at(-1)?.failure).toBeUndefined()
  })

  test('is sent on request only', async () => {
    const { url } = await limited(1000)
    expect(statuses(await collect([{ url, burst: 30 }]))).toEqual([])
  })
})

describe('many endpoints', () => {
  test('hang together no longer than one, and come back in their order', async () => {
    const hanging = await serveRaw(() => {})
    const good = await serveHttp((_, response) => response.end('hello'))
    const progress: Progress[] = []
    const urls = Array.from({ length: 60 }, (_, index) => (index % 3 === 0 ? hanging.url : good.url))
    const found = await collect(
      urls.map((url) => ({ url })),
      { isBare: true, concurrency: 64, limits: { headers: 500 }, onProgress: (each) => progress.push(each) },
    )
    expect(found.map(({ request, failure }) => [request.url, failure?.reason])).toEqual(
      urls.map((url) => [`${url}/`, url === hanging.url ? 'timeout-headers' : undefined]),
    )
    expect(progress.filter((each) => each.exchange === undefined)).toHaveLength(60)
    expect(progress.filter((each) => each.exchange)).toHaveLength(60)
  })

  test('no more than allowed are asked at once', async () => {
    let open = 0
    let most = 0
    const { url } = await serveHttp((_, response) => {
      open += 1
      most = Math.max(most, open)
      setTimeout(() => {
        open -= 1
        response.end()
      }, 20)
    })
    await collect(
      Array.from({ length: 12 }, () => ({ url })),
      { isBare: true, concurrency: 3 },
    )
    expect(most).toBe(3)
  })

  test('no connection is left open, however it ended', async () => {
    const hanging = await serveRaw((socket) => socket.resume())
    const resetting = await serveRaw((socket) => socket.once('data', () => socket.resetAndDestroy()))
    const good = await serveHttp((_, response) => response.end('hello'))
    const open = () => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length
    const before = open()
    const urls = [hanging.url, `https://127.0.0.1:${hanging.port}/`, resetting.url, good.url]
    await collect(
      Array.from({ length: 100 }, (_, index) => ({ url: urls[index % urls.length]! })),
      { isBare: true, concurrency: 64, limits: { headers: 300, tls: 300 } },
    )
    await expect.poll(open, { timeout: 30_000 }).toBeLessThanOrEqual(before)
  })

  test('one that is written wrongly keeps all from being asked', async () => {
    let asked = 0
    const { url } = await serveHttp((_, response) => {
      asked += 1
      response.end()
    })
    await expect(collect([{ url }, { url: 'ftp://shop.test/' }])).rejects.toThrow('no URL of http or https')
    expect(asked).toBe(0)
  })
})

describe('retries', () => {
  /** Fails some times, then answers. */
  async function failing(times: number, fault: (response: ServerResponse) => void) {
    let left = times
    return serveHttp((_, response) => {
      if (left-- > 0) fault(response)
      else response.end('hello')
    })
  }
  const reset = (response: ServerResponse) => response.socket?.resetAndDestroy()

  test('that help are told as flaky', async () => {
    const { url } = await failing(2, reset)
    const found = await exchange({ url }, { retries: 3, retryDelay: 1 })
    expect(found).toMatchObject({ attempts: 3, isFlaky: true, response: { body: 'hello' } })
  })

  test('that do not help are told too', async () => {
    const { url } = await failing(9, reset)
    const found = await exchange({ url }, { retries: 2, retryDelay: 1 })
    expect(found).toMatchObject({ attempts: 3, failure: { reason: 'reset' } })
    expect(found.isFlaky).toBeUndefined()
  })

  test('an error of the application is no reason to try again', async () => {
    const { url } = await failing(1, (response) => response.writeHead(500).end('broken'))
    expect(await exchange({ url }, { retries: 3, retryDelay: 1 })).toMatchObject({ attempts: 1 })
  })

  test('waiting for a deployment is not flaky', async () => {
    const { url } = await failing(2, (response) => response.writeHead(502).end())
    const [found] = await collect([{ url }], { isBare: true, waitFor: 60_000 })
    expect(found).toMatchObject({ attempts: 1, response: { status: 200 } })
    expect(found?.isFlaky).toBeUndefined()
  })

  test('waiting ends', async () => {
    const url = `http://127.0.0.1:${await closedPort()}/`
    const [found] = await collect([{ url }], { isBare: true, waitFor: 600 })
    expect(found?.failure?.reason).toBe('connect-refused')
  })
})

describe('scripts of a page', () => {
  const from = new URL('https://www.shop.com/a/')
  const found = (html: string) => scriptsOf(html, from).map(({ href }) => href)
  test.each([
    ['<script src="x.js"></script>', ['https://www.shop.com/a/x.js']],
    ['<SCRIPT type=module async SRC=/x.js?a&amp;b></SCRIPT>', ['https://www.shop.com/x.js?a&b']],
    ["<script src='//cdn.shop.com/x.js'></script>", ['https://cdn.shop.com/x.js']],
    ['<script src="https://strangers.com/x.js"></script>', []],
    ['<base href="/b/"><script src="x.js"></script>', ['https://www.shop.com/b/x.js']],
    ['<!-- <script src="x.js"></script> -->', []],
    ['<script>"<script src=x.js>"</script>', []],
    ['<script src="x.js"></script><script src="x.js#1"></script>', ['https://www.shop.com/a/x.js']],
    ['<script src="data:text/javascript,1"></script><scripts src="y.js">', []],
    ['<script src="http://[">', []],
  ])('%s', (html, urls) => {
    expect(found(html)).toEqual(urls)
  })

  test('never throws', () => {
    const pieces = [
      '<script',
      ' src=',
      '"x.js"',
      "'",
      '>',
      '</script>',
      '<!--',
      '-->',
      'a',
      '<base href=',
      '/',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces)), (parts) => {
        for (const url of scriptsOf(parts.join(''), from)) expect(url.protocol).toMatch(/^https?:$/)
      }),
    )
  })

  test.each([
    ['a\n//# sourceMappingURL=x.js.map', undefined, 'https://www.shop.com/a/x.js.map'],
    ['a\n//@ sourceMappingURL=x.js.map\n\n', undefined, 'https://www.shop.com/a/x.js.map'],
    ['a\n/*# sourceMappingURL=x.js.map */', undefined, 'https://www.shop.com/a/x.js.map'],
    ['a', '/y.map', 'https://www.shop.com/y.map'],
    ['a\n//# sourceMappingURL=data:application/json,{}', undefined, undefined],
    ['a\n//# sourceMappingURL=https://strangers.com/x', undefined, undefined],
    ['"//# sourceMappingURL=x.js.map" + a', undefined, undefined],
    ['a', undefined, undefined],
  ])('source map of %j, %j', (script, header, url) => {
    expect(sourceMapOf(script, header, from)?.href).toBe(url)
  })
})
