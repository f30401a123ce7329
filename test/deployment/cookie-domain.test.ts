import { expect, test } from 'vitest'
import { cookieDomainFault } from '../../src/deployment/cookie-domain.ts'

const HOSTS = ['example.co.uk', 'api.example.co.uk', '*.shop.example.co.uk']

test.each([
  ['example.co.uk', undefined],
  ['.Example.co.uk', undefined],
  ['api.example.co.uk', 'does not cover example.co.uk, *.shop.example.co.uk'],
  ['co.uk', 'is a public suffix; browsers refuse cookies for it'],
  ['.github.io', 'is a public suffix; browsers refuse cookies for it'],
  ['', 'is empty, so each host keeps its cookies to itself; example.co.uk covers them'],
  ['https://example.co.uk', 'is no bare domain: leave out scheme, port and path'],
  ['203.0.113.7', 'is an address; browsers accept only a domain'],
  ['localhost', 'is no domain that browsers accept for a public site'],
  ['ample.co.uk', 'does not cover example.co.uk, api.example.co.uk, *.shop.example.co.uk'],
])('%j: %s', (value, fault) => {
  expect(cookieDomainFault(value, HOSTS)).toBe(fault)
})

test('without hosts only the value itself is judged', () => {
  expect(cookieDomainFault('', [])).toBeUndefined()
  expect(cookieDomainFault('anything.example', [])).toBeUndefined()
})
