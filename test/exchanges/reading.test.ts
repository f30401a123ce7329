import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { effectiveSources, joinPolicies, readContentPolicies } from '../../src/exchanges/content-policy.ts'
import type { Exchange } from '../../src/exchanges/exchange.ts'
import { makeExchangeDocuments, readExchangeDocuments } from '../../src/exchanges/exchange-document.ts'
import { attribute, readTags } from '../../src/exchanges/html.ts'
import { readSetCookie } from '../../src/exchanges/set-cookie.ts'
import { readTranscript, renderTranscript, shownUrl } from '../../src/exchanges/transcript.ts'
import type { Span } from '../../src/span.ts'

const place = (text: string): Span => ({ path: 'x', start: 0, end: text.length })
/** Text such as servers send it, with what our readers look for in it. */
const hostile = fc.array(
  fc.constantFrom(
    '<',
    '</',
    '<!--',
    '-->',
    '<script',
    '>',
    ' ',
    '\n',
    '=',
    '"',
    "'",
    ';',
    ',',
    '&amp;',
    '&#x;',
    '*',
    ': ',
    '\r\n',
    'src',
    'é',
    '\u0000',
    'HTTP/1.1 200',
    '> ',
    '< ',
    '* tls none',
    "'none'",
    'a',
  ),
  { maxLength: 60 },
)
const hostileText = hostile.map((parts) => parts.join(''))

describe('a transcript', () => {
  const exchange: Exchange = {
    request: { url: 'https://shop.example/pay', method: 'POST', headers: { origin: 'https://x.example' } },
    response: {
      status: 302,
      httpVersion: '2',
      headers: { location: '/done', 'set-cookie': ['a=1', 'b=2; Secure'] },
      body: 'two\nlines < and > marks\n* here',
    },
    redirects: [
      { url: 'http://shop.example/', status: 301 },
      { url: 'https://shop.example/', status: 200 },
    ],
    tls: {
      verified: false,
      failure: 'expired',
      protocol: 'TLSv1.2',
      cipher: 'ECDHE-X',
      chain: [
        {
          subject: 'CN=shop.example',
          issuer: 'CN=R3; O=Any',
          names: ['shop.example', '*.shop.example'],
          notBefore: '2026-01-01T00:00:00Z',
          notAfter: '2026-06-01T00:00:00Z',
          isSelfSigned: false,
          keyType: 'RSA',
          keyBits: 2048,
          signatureAlgorithm: 'sha256WithRSAEncryption',
          fingerprint: '',
        },
      ],
    },
    oldProtocols: ['TLSv1'],
    timings: { connect: 12, total: 80 },
    failure: { reason: 'truncated', message: 'after 5 of 100 bytes', url: '' },
  }

  test('says what an exchange says, and is read back to the same', () => {
    const read = readTranscript('https://shop.example/pay', renderTranscript(exchange))
    expect(read.request).toEqual({ ...exchange.request })
    expect(read.response).toEqual(exchange.response)
    expect(read.redirects).toEqual(exchange.redirects)
    expect(read.timings).toEqual(exchange.timings)
    expect(read.oldProtocols).toEqual(['TLSv1'])
    expect(read.failure).toEqual(exchange.failure)
    expect(read.tls?.chain?.[0]).toEqual({ ...exchange.tls!.chain![0]!, issuer: 'CN=R3, O=Any' })
    expect(renderTranscript(read)).toBe(renderTranscript(exchange))
  })

  test('gives each header and the body its place', () => {
    const [document] = makeExchangeDocuments([exchange])
    const { text } = document!
    for (const { name, value, span, valueSpan } of document!.headers) {
      expect(text.slice(span.start, span.end)).toBe(`${name}: ${value}`)
      expect(text.slice(valueSpan.start, valueSpan.end)).toBe(value)
    }
    expect(document!.body).toBe(exchange.response!.body)
    expect(document!.cookies.map(({ name }) => name)).toEqual(['a', 'b'])
    expect(text.slice(document!.certificates[0]!.span.start).startsWith('certificate CN=shop.example')).toBe(
      true,
    )
  })

  test('of what a server sends no line can be forged', () => {
    fc.assert(
      fc.property(hostileText, hostileText, hostileText, (value, url, body) => {
        const sent: Exchange = {
          request: { url: `https://shop.example/${url}` },
          response: { status: 200, headers: { 'x-sent': value }, body },
          tls: { verified: true },
        }
        const [document] = makeExchangeDocuments([sent])
        expect(document!.exchange).toBe(sent)
        expect(document!.headers.map(({ name }) => name)).toEqual(['x-sent'])
        expect(document!.body).toBe(body)
        expect(document!.statusSpan.end - document!.statusSpan.start).toBe('HTTP/1.1 200'.length)
      }),
    )
  })

  test('is read whatever stands in it, with every place in it', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const [document] = readExchangeDocuments(new Map([['https://shop.example/', text]]))
        const spans = [
          document!.statusSpan,
          document!.requestSpan,
          document!.bodySpan,
          ...document!.headers.flatMap(({ span, valueSpan }) => [span, valueSpan]),
          ...document!.cookies.flatMap(({ nameSpan, valueSpan, span }) => [nameSpan, valueSpan, span]),
          ...document!.secretSpans,
        ]
        for (const { start, end } of spans) {
          expect(start).toBeGreaterThanOrEqual(0)
          expect(end).toBeGreaterThanOrEqual(start)
          expect(end).toBeLessThanOrEqual(text.length)
        }
      }),
    )
  })

  test('every exchange has a path of its own, without secrets', () => {
    const url = 'https://user:pw@shop.example/a?api_key=abc123&page=2'
    const paths = makeExchangeDocuments([
      { request: { url }, response: null },
      { request: { url }, response: null },
      { request: { url, method: 'POST' }, response: null },
      { name: 'as admin', request: { url, method: 'POST' }, response: null },
      { request: { url }, response: null },
    ]).map(({ path }) => path)
    expect(new Set(paths).size).toBe(5)
    expect(paths[0]).toBe('https://shop.example/a?api_key=***&page=2')
    for (const path of paths) expect(path).not.toMatch(/abc123|pw@/)
  })

  test('what looks like a token in a query is hidden whatever its name', () => {
    expect(shownUrl('https://a.example/?q=abcdefghij0123456789xyz')).toBe('https://a.example/?q=***')
    expect(shownUrl('https://a.example/?q=two+words')).toBe('https://a.example/?q=two+words')
    expect(shownUrl('not a url#x')).toBe('not a url')
  })
})

describe('HTML', () => {
  const sources = (html: string) => readTags(html).flatMap((tag) => attribute(tag, 'src')?.value ?? [])

  test('has the tags that a browser sees', () => {
    expect(sources('<script src="a"></script><SCRIPT SRC=b async></SCRIPT>')).toEqual(['a', 'b'])
    expect(sources("<img src='a b' src=c><img\nsrc = d/>")).toEqual(['a b', 'd/'])
    expect(sources('<!-- <img src=a> --><img src=b>')).toEqual(['b'])
    expect(sources('<script>"<img src=a>"</script><textarea><img src=b></textarea><img src=c>')).toEqual([
      'c',
    ])
    expect(sources('<img alt="a > b" src=c><a b<c src=d>')).toEqual(['c', 'd'])
    expect(sources('a < b <img src="a&amp;b&#61;c">')).toEqual(['a&b=c'])
    expect(sources('<img src="never closed')).toEqual(['never closed'])
  })

  test('is read whatever it is, with every place in it', () => {
    fc.assert(
      fc.property(hostileText, (html) => {
        for (const { start, end, attributes } of readTags(html)) {
          expect(start).toBeLessThan(end)
          expect(end).toBeLessThanOrEqual(html.length)
          for (const each of attributes) {
            expect(each.start).toBeLessThanOrEqual(each.end)
            expect(each.end).toBeLessThanOrEqual(html.length)
          }
        }
      }),
    )
  })
})

describe('Set-Cookie', () => {
  test('is read as browsers do', () => {
    const text = ' id = a=b ;Secure; SameSite = Lax;HttpOnly=x ; ; Domain=.shop.example'
    const cookie = readSetCookie(text, place(text))
    expect([cookie.name, cookie.value]).toEqual(['id', 'a=b'])
    expect(cookie.attributes.map(({ name, value }) => [name, value])).toEqual([
      ['secure', undefined],
      ['samesite', 'Lax'],
      ['httponly', 'x'],
      ['domain', '.shop.example'],
    ])
    for (const { span } of cookie.attributes)
      expect(text.slice(span.start, span.end)).not.toMatch(/^\s|;|\s$/)
    expect(text.slice(cookie.nameSpan.start, cookie.nameSpan.end)).toBe('id')
  })
})

describe('a content security policy', () => {
  const joined = (...texts: string[]) =>
    Object.fromEntries(
      [...joinPolicies(texts.flatMap((text) => readContentPolicies(text, place(text), 'header')))].map(
        ([name, sources]) => [name, sources.map(({ value }) => value)],
      ),
    )

  test('of several only what all of them allow is left', () => {
    expect(joined("default-src 'self' https://a.example, default-src https://a.example")).toEqual({
      'default-src': ['https://a.example'],
    })
    // Where one says nothing of scripts, its default-src holds for them.
    expect(joined("default-src 'none'", "script-src 'unsafe-inline'")['script-src']).toEqual(["'none'"])
    expect(
      joined("default-src 'none'", "default-src 'self'; script-src 'unsafe-inline'")['script-src'],
    ).toEqual(["'none'"])
    expect(joined('img-src https://a.example/x/', 'img-src https://a.example/x/y/')).toEqual({
      'img-src': ['https://a.example/x/y/'],
    })
  })

  test('capitals count in nonces and paths only', () => {
    expect(joined("Script-Src 'SELF' 'Nonce-AbC' HTTPS://A.example/Path")).toEqual({
      'script-src': ["'self'", "'nonce-AbC'", 'https://a.example/Path'],
    })
  })

  test('a nonce switches inline scripts off, and strict-dynamic the hosts', () => {
    const sources = (text: string) =>
      effectiveSources(readContentPolicies(text, place(text), 'header')[0]!.directives[0]!.sources).map(
        ({ value }) => value,
      )
    expect(sources("script-src 'unsafe-inline' 'nonce-a' https:")).toEqual(["'nonce-a'", 'https:'])
    expect(sources("script-src 'unsafe-inline' 'nonce-a' 'self' https: 'strict-dynamic'")).toEqual([
      "'nonce-a'",
      "'strict-dynamic'",
    ])
  })

  test('is read whatever it is, with every place in it', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        for (const { directives, repeated, span } of readContentPolicies(text, place(text), 'header')) {
          const spans = [...directives, ...repeated].flatMap((each) => [
            each.span,
            each.nameSpan,
            ...each.sources.map((source) => source.span),
          ])
          for (const { start, end } of [span, ...spans]) {
            expect(start).toBeGreaterThanOrEqual(0)
            expect(end).toBeLessThanOrEqual(text.length)
            expect(end).toBeGreaterThanOrEqual(start)
          }
        }
      }),
    )
  })
})
