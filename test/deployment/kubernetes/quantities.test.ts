import { assert, constantFrom, integer, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { compareQuantities, parseQuantity } from '../../../src/deployment/kubernetes/quantities.ts'

test('quantities are read as the API reads them', () => {
  const amounts = {
    '100m': 0.1,
    '1Gi': 2 ** 30,
    '1.5Gi': 1.5 * 2 ** 30,
    '1e3': 1000,
    '2': 2,
    '0': 0,
    '.5': 0.5,
  }
  for (const [text, amount] of Object.entries({
    ...amounts,
    '1E': 1e18,
    '5E2': 500,
    '-1k': -1000,
    '1.': 1,
  })) {
    expect([text, parseQuantity(text)?.amount]).toEqual([text, amount])
  }
  for (const text of ['', 'm', '1 Gi', '1gb', '1KiB', '1K', '0x10', '1e', '--1', '1e999']) {
    expect([text, parseQuantity(text)]).toEqual([text, undefined])
  }
})

test('amounts are compared, not texts', () => {
  const compare = (one: string, other: string) =>
    compareQuantities(parseQuantity(one)!, parseQuantity(other)!)
  expect(compare('1000m', '1')).toBe(0)
  expect(compare('1Gi', '1024Mi')).toBe(0)
  expect(compare('1Gi', '1G')).toBeGreaterThan(0)
  expect(compare('9007199254740993', '9007199254740992')).toBeGreaterThan(0)
})

test('any text is read without a fault, and every amount with any suffix', () => {
  assert(property(string(), (text) => void parseQuantity(text)))
  const suffix = constantFrom(
    '',
    'n',
    'u',
    'm',
    'k',
    'M',
    'G',
    'T',
    'P',
    'E',
    'Ki',
    'Mi',
    'Gi',
    'Ti',
    'Pi',
    'Ei',
  )
  assert(property(integer(), suffix, (amount, unit) => parseQuantity(`${amount}${unit}`) !== undefined))
})
