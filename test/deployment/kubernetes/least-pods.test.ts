import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsePodCount, podsOf } from '../../../src/deployment/kubernetes/least-pods.ts'
import { faultsOfPortName } from '../../../src/deployment/kubernetes/port-names.ts'

describe('numbers of pods', () => {
  test('are numbers or shares', () => {
    expect(parsePodCount('3')).toEqual({ amount: 3, isShare: false })
    expect(parsePodCount('50%')).toEqual({ amount: 50, isShare: true })
    for (const text of ['', '-1', '1.5', 'most', '5 %', '%']) expect(parsePodCount(text)).toBeUndefined()
  })

  test('a share is never more than all, and never less than its part', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(1000), (amount, pods) => {
        const wanted = podsOf({ amount, isShare: true }, pods)
        expect(wanted).toBeLessThanOrEqual(pods)
        expect(wanted * 100).toBeGreaterThanOrEqual(amount * pods)
      }),
    )
  })
})

describe('names of ports', () => {
  test.each(['http', 'n23456789012345', 'a', '8080-tcp'])('%s is one', (name) => {
    expect(faultsOfPortName(name)).toEqual([])
  })

  test.each([
    ['n234567890123456', 1],
    ['123456', 1],
    ['Http', 1],
    ['-a', 1],
    ['a--b', 1],
    ['12_', 2],
  ])('%s has as many faults as the API finds', (name, count) => {
    expect(faultsOfPortName(name)).toHaveLength(count)
  })

  test('whatever is without fault is what the API wants', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'z', '0', '-', '_'), maxLength: 18 }), (name) => {
        const isGood = /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)
        expect(faultsOfPortName(name).length === 0).toBe(isGood)
      }),
    )
  })
})
