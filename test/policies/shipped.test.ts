import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { lint } from '../../src/lint.ts'
import { compileChecks } from '../../src/policies/checks.ts'
import { readPolicy } from '../../src/policies/read.ts'
import { testChecks } from '../../src/policies/test.ts'
import { shown } from './places.ts'

const folder = new URL('../../policies/', import.meta.url)
const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'))

it('there are shipped policies', () => {
  expect(names).toEqual(
    expect.arrayContaining(['production.yaml', 'recommended.yaml', 'strict.yaml', 'style.yaml']),
  )
})

it.each(names)('%s has no problems', async (name) => {
  const text = readFileSync(new URL(name, folder), 'utf8')
  const { policy, problems } = readPolicy(name, text)
  const compiled = await compileChecks(policy.checks)
  expect(shown([...problems, ...compiled.problems], text)).toEqual([])
  expect(policy.extends, 'says what it extends, so that nothing is added to it').toBeDefined()
})

it.each(names)('the examples of the checks in %s hold', async (name) => {
  const { policy } = readPolicy(name, readFileSync(new URL(name, folder), 'utf8'))
  const { rules } = await compileChecks(policy.checks)
  const results = await testChecks(rules, async (files, rule) => {
    const config = { extends: [`plimsoll:${name.replace('.yaml', '')}`] }
    return (await lint({ files, config, only: [rule.id, 'no-syntax-error'] })).findings
  })
  const failures = results.flatMap(({ rule, kind, index, failures: own }) =>
    own.map((failure) => `${rule} ${kind} ${index}: ${failure}`),
  )
  expect(failures).toEqual([])
})
