import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { collect } from '../../src/exchanges/collect.ts'
import type { Exchange } from '../../src/exchanges/exchange.ts'
import { RecordingError, readRecording, writeRecording } from '../../src/exchanges/recording.ts'
import { makeAuthority } from './certificates.ts'
import { closedPort, serveHttps } from './servers.ts'

const minimal: Exchange = {
  request: { url: 'http://shop.test/' },
  response: { status: 200, headers: {}, body: '' },
}
const wrap = (...exchanges: unknown[]) => JSON.stringify({ plimsoll: 'exchanges', version: 1, exchanges })

test('what was seen is read as it was written', async () => {
  const authority = makeAuthority()
  const { url } = await serveHttps(authority.serve(), (_, response) =>
    response.writeHead(200, { 'content-type': 'text/html', 'set-cookie': ['a=1', 'b=2'] }).end('<p>日本'),
  )
  const gone = `http://127.0.0.1:${await closedPort()}/`
  const headers = { authorization: '${TOKEN}' }
  const exchanges = await collect([{ url, name: 'shop', headers }, { url: gone }], {
    env: { TOKEN: 'very-secret' },
  })
  const text = writeRecording(exchanges)
  expect(text).not.toContain('very-secret')
  expect(readRecording(text)).toEqual(exchanges)
})

test('any exchange survives', () => {
  const lines = fc.dictionary(
    fc.stringMatching(/^[a-z-]{1,8}$/),
    fc.oneof(fc.string(), fc.array(fc.string(), { minLength: 2 })),
  )
  const response = fc.record({ status: fc.nat(599), headers: lines, body: fc.string({ unit: 'grapheme' }) })
  fc.assert(
    fc.property(fc.option(response), (answer) => {
      const exchange = { ...minimal, response: answer }
      expect(readRecording(writeRecording([exchange]))).toEqual(JSON.parse(JSON.stringify([exchange])))
    }),
  )
})

describe('what is no recording is said so', () => {
  test.each([
    ['', /^It is no JSON: /],
    ['[]', 'It is no recording: it does not start with {"plimsoll": "exchanges"}.'],
    ['{"plimsoll":"exchanges","version":2}', 'Its version is 2, and this plimsoll reads version 1.'],
    ['{"plimsoll":"exchanges","version":1}', 'exchanges must be a list, and is missing.'],
    [wrap({}), 'exchanges[0].request must be an object, and is missing.'],
    [
      wrap({ request: { url: 'ftp://a' } }),
      'exchanges[0].request.url must be a URL of http or https, and is something else.',
    ],
    [wrap({ ...minimal, response: 200 }), 'exchanges[0].response must be an object, and is something else.'],
    [wrap(minimal, { request: minimal.request }), 'exchanges[1].response must be an object, and is missing.'],
    [
      wrap({ ...minimal, response: { status: '200', headers: {}, body: '' } }),
      'exchanges[0].response.status must be a number, and is something else.',
    ],
    [
      wrap({ ...minimal, response: { status: 200, headers: { a: 1 }, body: '' } }),
      'exchanges[0].response.headers.a must be a text or a list of texts, and is something else.',
    ],
    [
      wrap({ ...minimal, response: { status: 200, headers: { Server: 'a' }, body: '' } }),
      'exchanges[0].response.headers: write the header Server in lower case.',
    ],
    [
      wrap({ ...minimal, tls: { verified: true, chain: [{}] } }),
      'exchanges[0].tls.chain[0].subject must be a text, and is missing.',
    ],
  ])('%s', (text, message) => {
    expect(() => readRecording(text)).toThrow(RecordingError)
    expect(() => readRecording(text)).toThrow(message)
  })

  test('and what leaves out all it may is one', () => {
    expect(
      readRecording(wrap(minimal, { ...minimal, response: null, tls: null, redirects: null, later: 1 })),
    ).toHaveLength(2)
  })
})
