import type { RequestListener } from 'node:http'
import { expect, test } from 'vitest'
import { budgetOf, collect } from '../../src/exchanges/collect.ts'
import type { Endpoint } from '../../src/exchanges/endpoint.ts'
import { lookAlikes } from '../../src/exchanges/related.ts'
import { inspect } from '../../src/inspect.ts'
import { closedPort, serveHttp, serveRaw } from './servers.ts'

/** Believes whatever the client says. */
const trusting: RequestListener = ({ method, url = '', headers }, response) => {
  const { searchParams, pathname } = new URL(`http://app${url}`)
  const next = searchParams.get('next')
  if (method === 'TRACE')
    response.writeHead(200, { 'content-type': 'message/http' }).end(`TRACE ${url} HTTP/1.1`)
  else if (pathname.startsWith('//')) response.writeHead(301, { location: pathname.slice(0, -1) }).end()
  else if (next) response.writeHead(302, { location: next }).end()
  else {
    const origin = `${headers.origin}`
    const isLetIn = origin === 'null' || /^https:\/\/localhost|127\.0\.0\.1/.test(origin)
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      ...(isLetIn && { 'access-control-allow-origin': origin }),
    })
    response.end(`<a href="http://${headers['x-forwarded-host'] ?? headers.host}/">`)
  }
}

const careful: RequestListener = ({ method }, response) => {
  response
    .writeHead(method === 'GET' ? 200 : 405, { 'content-type': 'text/html; charset=utf-8' })
    .end('<p>hello')
}

const ACTIVE = ['no-host-injection', 'no-look-alike-origin', 'no-open-redirect', 'no-trace-method']

async function found(listener: RequestListener, active: boolean): Promise<string[]> {
  const { url } = await serveHttp(listener)
  const exchanges = await collect([{ url }], { active })
  const { findings } = await inspect({ exchanges, config: { extends: ['plimsoll:all'] }, only: ACTIVE })
  return [...new Set(findings.map(({ rule }) => rule))].sort()
}

test('what attackers ask shows a trusting server, on request only', async () => {
  expect(await found(trusting, true)).toEqual(ACTIVE)
  expect(await found(careful, true)).toEqual([])
  expect(await found(trusting, false)).toEqual([])
})

test('origins that look like the own', () => {
  expect(lookAlikes(new URL('https://api.shop.test/a'))).toEqual([
    'https://api.shop.test.plimsoll.invalid',
    'https://plimsoll-api.shop.test',
    'null',
    'http://api.shop.test',
  ])
  expect(lookAlikes(new URL('http://127.0.0.1:80/'))).toEqual(['null'])
})

test('no more is sent than the budget says', async () => {
  let count = 0
  const { url } = await serveHttp((request, response) => {
    count++
    careful(request, response)
  })
  const endpoints: Endpoint[] = [
    { url },
    { url: `${url}/costly`, method: 'POST', active: true, burst: 20 },
    { url: `${url}/alone`, isAlone: true, origins: ['https://shop.test'] },
  ]
  for (const active of [false, true]) {
    count = 0
    await collect(endpoints, { active })
    const budget = budgetOf(endpoints, { active })
    expect(count).toBeLessThanOrEqual(budget.requests)
    expect(budget.active > 0).toBe(active)
    expect(budget.hosts).toEqual([new URL(url).host])
  }
  expect(budgetOf(endpoints, { retries: 2 }).requests).toBe(3 * budgetOf(endpoints).requests)
  expect(budgetOf(endpoints, { active: true }).active).toBeGreaterThanOrEqual(20)
})

test('ports of a host are tried, and nothing is sent over them', async () => {
  let bytes = 0
  const open = await serveRaw((socket) => socket.on('data', (chunk) => (bytes += chunk.length)))
  const closed = await closedPort()
  const { url } = await serveHttp(careful)
  const [seen] = await collect([{ url, isAlone: true, ports: [open.port, closed] }])
  expect(seen?.ports).toEqual([
    { port: open.port, state: 'open' },
    { port: closed, state: 'closed' },
  ])
  expect(bytes).toBe(0)
})
