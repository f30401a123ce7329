import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isEquivalentHeader, isSameStatus, isSameUrl } from '../../src/deployment/declarations/equivalence.ts'

describe('a header that differs harmlessly', () => {
  test.each([
    ['x-frame-options', 'DENY', 'deny'],
    ['x-frame-options', 'SAMEORIGIN', 'DENY'],
    ['strict-transport-security', 'max-age=300', 'max-age=31536000; includeSubDomains'],
    ['strict-transport-security', 'max-age=300; includeSubDomains', 'includeSubdomains ;max-age=300'],
    ['cache-control', 'no-store, private', 'private,no-store'],
    ['permissions-policy', 'camera=(), geolocation=()', 'geolocation=(), camera=()'],
    ['content-security-policy', "default-src 'self'; img-src *", "img-src *; default-src 'self';"],
    ['content-security-policy', "default-src 'self' https://a.test", "default-src 'self'"],
    ['content-security-policy', "default-src 'self'", "default-src 'self'; object-src 'none'"],
    ['x-own', 'a  b', 'a b'],
  ])('%s: %s is %s', (name, declared, live) => {
    expect(isEquivalentHeader(name, declared, live)).toBe(true)
  })

  test.each([
    ['x-frame-options', 'DENY', 'SAMEORIGIN'],
    ['strict-transport-security', 'max-age=31536000', 'max-age=300'],
    ['strict-transport-security', 'max-age=300; includeSubDomains', 'max-age=31536000'],
    ['strict-transport-security', 'max-age=300', 'max-age=abc'],
    ['cache-control', 'no-store, private', 'no-store'],
    ['content-security-policy', "default-src 'self'", "default-src 'self' https://a.test"],
    ['content-security-policy', "default-src 'self'", "default-src 'self'; script-src 'unsafe-inline'"],
    ['content-security-policy', "default-src 'self'; frame-ancestors 'none'", "default-src 'self'"],
    ['x-own', 'A', 'a'],
  ])('%s: %s is not %s', (name, declared, live) => {
    expect(isEquivalentHeader(name, declared, live)).toBe(false)
  })

  test('every value is what it is, and never throws', () => {
    const name = fc.constantFrom('strict-transport-security', 'content-security-policy', 'cache-control', 'x')
    fc.assert(fc.property(name, fc.string(), (each, value) => isEquivalentHeader(each, value, value)))
    fc.assert(
      fc.property(name, fc.string(), fc.string(), (each, one, other) => {
        isEquivalentHeader(each, one, other)
      }),
    )
  })
})

test('URLs', () => {
  expect(isSameUrl('https://Shop.test:443/a/', 'https://shop.test/a')).toBe(true)
  expect(isSameUrl('https://shop.test/a', 'http://shop.test/a')).toBe(false)
  expect(isSameUrl('https://shop.test/a?b', 'https://shop.test/a')).toBe(false)
})

test('statuses', () => {
  expect([
    isSameStatus(204, 200),
    isSameStatus(403, 404),
    isSameStatus(403, 200),
    isSameStatus(404, 500),
  ]).toEqual([true, true, false, false])
})
