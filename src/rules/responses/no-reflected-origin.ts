import { defineRule } from '../../engine/rule.ts'
import type { ExchangeDocument } from '../../exchanges/exchange-document.ts'
import { saidByObservatory } from '../../exchanges/observatory.ts'
import { answersOf } from './judged.ts'

const NAME = 'cross-origin-resource-sharing-implemented-with-universal-access'

export default defineRule({
  id: 'no-reflected-origin',
  on: 'exchange',
  severity: 'error',
  category: 'security',
  summary: 'A foreign origin is not allowed in with credentials.',
  why: 'A server that repeats any Origin and allows credentials lets every site read what it gives to the people who are signed in.',
  like: [`observatory:${NAME}`],
  bad: [
    {
      'https://api.shop.example/': '< HTTP/1.1 200\n<\n',
      'https://api.shop.example/#preflight':
        '> OPTIONS https://api.shop.example/\n> origin: https://stranger.test\n< HTTP/1.1 204\n< «access-control-allow-origin: https://stranger.test»\n< access-control-allow-credentials: true\n<\n',
    },
    {
      'https://api.shop.example/':
        '> GET https://api.shop.example/\n> origin: null\n< HTTP/1.1 200\n< «access-control-allow-origin: null»\n< access-control-allow-credentials: true\n<\n',
    },
  ],
  good: [
    {
      'https://api.shop.example/': '< HTTP/1.1 200\n<\n',
      'https://api.shop.example/#preflight':
        '> OPTIONS https://api.shop.example/\n> origin: https://stranger.test\n< HTTP/1.1 204\n< access-control-allow-origin: https://app.shop.example\n< access-control-allow-credentials: true\n<\n',
    },
    // Everybody may read what is public; browsers send no credentials there.
    {
      'https://api.shop.example/':
        '> GET https://api.shop.example/\n> origin: https://stranger.test\n< HTTP/1.1 200\n< access-control-allow-origin: *\n<\n',
    },
    // The policy asked as the app itself does.
    {
      'https://api.shop.example/':
        '> GET https://api.shop.example/\n> origin: https://shop.example\n< HTTP/1.1 200\n< access-control-allow-origin: https://shop.example\n< access-control-allow-credentials: true\n<\n',
      'plimsoll.yaml':
        'environments: { production: { hosts: [shop.example], endpoints: [{ url: "https://api.shop.example/", headers: { origin: "https://shop.example" } }] } }\n',
    },
  ],

  *check(exchange) {
    for (const answer of answersOf(exchange)) {
      const line = answer.last('access-control-allow-origin')
      const origin = originOf(answer)
      if (!line || origin === undefined || line.value !== origin || isOwn(answer, origin)) continue
      if (answer.valueOf('access-control-allow-credentials')?.trim().toLowerCase() !== 'true') continue
      yield {
        at: line.span,
        message: `${exchange.path} allows the foreign origin ${origin} with credentials; compare Origin with a list of your own.`,
        like: saidByObservatory(exchange, NAME),
      }
    }
  },
})

function originOf({ exchange }: ExchangeDocument): string | undefined {
  const { headers = {} } = exchange.request
  const name = Object.keys(headers).find((each) => each.toLowerCase() === 'origin')
  const value = name === undefined ? undefined : headers[name]
  return typeof value === 'string' ? value : value?.[0]
}

/** Whoever writes the request of an endpoint knows what origin stands in it. */
function isOwn({ contracts }: ExchangeDocument, origin: string): boolean {
  return contracts.some(({ endpoint }) =>
    Object.entries(endpoint.headers ?? {}).some(
      ([name, value]) => name.toLowerCase() === 'origin' && value === origin && value !== 'null',
    ),
  )
}
