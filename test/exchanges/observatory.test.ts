import { describe, expect, test } from 'vitest'
import type { Exchange } from '../../src/exchanges/exchange.ts'
import { makeExchangeDocuments } from '../../src/exchanges/exchange-document.ts'
import { gradeOf, observatoryGrade, observatoryTests } from '../../src/exchanges/observatory.ts'

function answer(
  headers: Record<string, string | string[]>,
  more: Partial<Exchange> = {},
  body = '',
): Exchange {
  return {
    request: { url: 'https://shop.example/' },
    response: { status: 200, headers: { 'content-type': 'text/html', ...headers }, body },
    tls: { verified: true },
    ...more,
  }
}

function verdict(test: string, exchange: Exchange): string | undefined {
  return observatoryTests(makeExchangeDocuments([exchange])[0]!)[test]?.result
}

describe('the grade', () => {
  test('goes in steps of five', () => {
    const grades = [0, 24, 25, 30, 44, 45, 64, 65, 69, 70, 80, 85, 89, 90, 99, 100, 135].map(gradeOf)
    expect(grades).toEqual([
      'F',
      'F',
      'D-',
      'D',
      'D+',
      'C-',
      'C+',
      'B-',
      'B-',
      'B',
      'B+',
      'A-',
      'A-',
      'A',
      'A',
      'A+',
      'A+',
    ])
  })

  test('bonuses count only where little is wrong', () => {
    const good = {
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'strict-transport-security': 'max-age=31536000',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    }
    // 100 + policy 10 + frames 5 + referrer 5 + opener 10
    expect(observatoryGrade(answer(good))).toMatchObject({ score: 130, grade: 'A+' })
    const { 'strict-transport-security': _, ...without } = good
    expect(observatoryGrade(answer(without))).toMatchObject({ score: 80, grade: 'B+' })
    expect(observatoryGrade(answer({})).score).toBe(100 - 25 - 20 - 20 - 5)
  })
})

describe('the worst decides', () => {
  test('of all cookies', () => {
    const cookies = (...lines: string[]) => verdict('cookies', answer({ 'set-cookie': lines }))
    expect(cookies('a=1; Secure; SameSite=Lax')).toBe('cookies-secure-with-httponly-sessions-and-samesite')
    expect(cookies('a=1; Secure', 'sess=1; Secure; HttpOnly')).toBe('cookies-secure-with-httponly-sessions')
    expect(cookies('a=1', 'sess=1; Secure')).toBe('cookies-session-without-httponly-flag')
    expect(cookies('a=1; Secure', 'login=1; HttpOnly')).toBe('cookies-session-without-secure-flag')
    // What a browser refuses is not there.
    expect(cookies('__Host-login=1; Secure; Path=/; Domain=shop.example')).toBe('cookies-not-found')
    expect(cookies('login=1; Domain=other.example')).toBe('cookies-not-found')
  })

  test('of all scripts', () => {
    const scripts = (html: string) => verdict('subresource-integrity', answer({}, {}, html))
    expect(
      scripts('<script src="https://x.test/a.js"></script><script src="http://y.test/b.js"></script>'),
    ).toBe('sri-not-implemented-and-external-scripts-not-loaded-securely')
    expect(scripts('<script src="a.js"></script>')).toBe(
      'sri-not-implemented-but-all-scripts-loaded-from-secure-origin',
    )
  })

  test('of all directives of a policy', () => {
    const policy = (text: string) =>
      verdict('content-security-policy', answer({ 'content-security-policy': text }))
    expect(policy("script-src 'self' 'unsafe-eval'; object-src http://a.example")).toBe(
      'csp-implemented-with-insecure-scheme',
    )
    expect(policy("script-src 'self' 'unsafe-eval' 'unsafe-inline'; object-src 'none'")).toBe(
      'csp-implemented-with-unsafe-inline',
    )
    expect(policy("default-src 'self'; default-src 'none'")).toBe('csp-header-invalid')
    expect(policy("script-src 'strict-dynamic'; object-src 'none'")).toBe('csp-header-invalid')
  })
})

describe('of transport', () => {
  const hsts = (value: string, more?: Partial<Exchange>) =>
    verdict('strict-transport-security', answer({ 'strict-transport-security': value }, more))

  test('an age that is none or comes twice is invalid', () => {
    for (const value of [
      'max-age=',
      'max-age=abc',
      'max-age=1e9',
      'max-age=-1',
      'max-age = 31536000',
      'includeSubDomains',
      '',
      'max-age=1; max-age=31536000',
      'max-age=31536000, max-age=31536000',
    ]) {
      expect([value, hsts(value)]).toEqual([value, 'hsts-header-invalid'])
    }
    expect(hsts('"max-age"=31536000')).toBe('hsts-header-invalid')
    expect(hsts(';MAX-AGE="31536000"; x=y')).toBe('hsts-implemented-max-age-at-least-six-months')
  })

  test('a certificate nobody trusts and no https at all come first', () => {
    expect(hsts('max-age=31536000', { tls: { verified: false } })).toBe('hsts-invalid-cert')
    expect(hsts('max-age=31536000', { tls: null })).toBe('hsts-not-implemented-no-https')
  })

  test('the first hop and the last count', () => {
    const chain = (...urls: string[]) =>
      verdict('redirection', answer({}, { redirects: urls.map((url) => ({ url, status: 301 })) }))
    expect(chain('http://a.example/', 'https://a.example/', 'https://b.example/')).toBe(
      'redirection-to-https',
    )
    expect(chain('http://a.example/', 'https://b.example/')).toBe('redirection-off-host-from-http')
    expect(chain('http://a.example/', 'http://b.example/', 'https://b.example/')).toBe(
      'redirection-not-to-https-on-initial-redirection',
    )
    expect(chain('http://a.example/', 'https://a.example/', 'http://a.example/x')).toBe(
      'redirection-not-to-https',
    )
    expect(chain('http://a.example/')).toBe('redirection-missing')
    expect(chain()).toBe('redirection-not-needed-no-http')
  })
})
