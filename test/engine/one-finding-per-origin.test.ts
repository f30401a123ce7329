import { expect, test } from 'vitest'
import type { Exchange } from '../../src/exchanges/exchange.ts'
import { inspect } from '../../src/inspect.ts'

const NOW = new Date('2026-11-22T12:00:00Z')

const answer = (url: string, more: Partial<Exchange> = {}): Exchange => ({
  request: { url },
  response: { status: 200, headers: {}, body: '' },
  tls: { verified: false, failure: 'expired' },
  ...more,
})

async function found(rule: string, exchanges: readonly Exchange[]) {
  const config = { extends: [], rules: { [rule]: 'error' as const } }
  const { findings, troubles } = await inspect({ exchanges, config, now: NOW })
  expect(troubles).toEqual([])
  return findings.map(({ path, related }) => [path, ...related.map((each) => [each.path, each.message])])
}

test('what is true of a server is said once, of the first of its addresses', async () => {
  const pages = ['/', '/b', '/c'].map((path) => answer(`https://shop.example${path}`))
  expect(await found('require-trusted-certificate', pages)).toEqual([
    [
      'https://shop.example/',
      ['https://shop.example/b', 'The same holds here and at 1 more of its addresses.'],
    ],
  ])
  expect(await found('require-trusted-certificate', pages.slice(1))).toEqual([
    ['https://shop.example/b', ['https://shop.example/c', 'The same holds here.']],
  ])
})

test('another port, another host and another fault are findings of their own', async () => {
  const exchanges = [
    answer('https://shop.example/', { tls: { verified: true } }),
    answer('https://shop.example/b'),
    answer('https://shop.example/c', { tls: { verified: false, failure: 'name' } }),
    answer('https://shop.example:8443/'),
    answer('https://www.shop.example/'),
  ]
  expect(await found('require-trusted-certificate', exchanges)).toEqual(
    ['shop.example/b', 'shop.example/c', 'shop.example:8443/', 'www.shop.example/'].map((each) => [
      `https://${each}`,
    ]),
  )
})

test('the way from plain http belongs to the server at which it starts', async () => {
  const from = (host: string, path: string) =>
    answer(`https://${host}${path}`, {
      hops: [
        { url: `https://${host}${path}`, status: 302 },
        { url: 'https://login.example/', status: 200 },
      ],
      redirects: [{ url: `http://${host}${path}`, status: 200 }],
    })
  expect(
    await found('require-redirect-to-https', [
      from('a.example', '/'),
      from('a.example', '/b'),
      from('b.example', '/'),
    ]),
  ).toEqual([['https://a.example/', ['https://a.example/b', 'The same holds here.']], ['https://b.example/']])
})

test('a page that lacks what it needs itself is a finding each', async () => {
  const pages = ['/', '/b'].map((path) => answer(`https://shop.example${path}`))
  expect(await found('require-nosniff', pages)).toHaveLength(2)
})
