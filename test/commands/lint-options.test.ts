import { expect, test } from 'vitest'
import { type LintFlags, readLintOptions } from '../../src/commands/lint-options.ts'
import { UsageError } from '../../src/usage-error.ts'

const read = (flags: object) => readLintOptions(['a'], flags as LintFlags, { cwd: '/x' }, undefined)

test('levels of rules: the last = counts, as ids of other tools may hold one', () => {
  expect(read({ rule: ['a', 'b=off', 'peer:c=d=error'] }).severities).toEqual({
    a: 'on',
    b: 'off',
    'peer:c=d': 'error',
  })
  expect(() => read({ rule: ['a=fatal'] })).toThrow(UsageError)
})

test('build arguments: the first = counts', () => {
  expect(read({ 'build-arg': ['A=1=2', 'B='] }).buildArguments).toEqual({ A: '1=2', B: '' })
  for (const wrong of ['A', '=1']) expect(() => read({ 'build-arg': [wrong] })).toThrow(UsageError)
})

test('a day, or a time with its zone', () => {
  expect(read({ now: '2026-11-22' }).now).toEqual(new Date('2026-11-22T00:00:00Z'))
  expect(read({ now: '2026-11-22T10:00:00+02:00' }).now).toEqual(new Date('2026-11-22T08:00:00Z'))
  for (const wrong of ['today', '2026-02-30', '22.11.2026', '2026-11-22T10:00', '2026-11', ''])
    expect(() => read({ now: wrong }), wrong).toThrow(UsageError)
})

test('standard input stands over the files of the project and is all that is reported of', () => {
  const input = { path: 'b', text: 'c' }
  const options = readLintOptions(['-'], {} as LintFlags, { cwd: '/x' }, input)
  expect(options).toMatchObject({ overlay: { b: 'c' }, about: ['b'] })
  expect(options).not.toHaveProperty('paths')
})
