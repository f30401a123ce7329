import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compileChecks } from '../../src/policies/checks.ts'
import type { Policy } from '../../src/policies/policy.ts'
import { type PreparedPolicy, preparePolicy, restorePolicy } from '../../src/policies/prepared.ts'
import { readPolicy } from '../../src/policies/read.ts'

const shipped = readdirSync('policies')
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => ({ file, text: readFileSync(`policies/${file}`, 'utf8') }))

/** What a policy says, with all places, and no more of its expressions than is compiled. */
function said({ checks, ...policy }: Policy): object {
  const textOf = (scalar: { text: string; span: object } | undefined) =>
    scalar && { text: scalar.text, span: scalar.span }
  return {
    ...policy,
    checks: checks.map(({ isSound: _, when, assert, at, message, ...rest }) => ({
      ...rest,
      when: textOf(when),
      assert: textOf(assert),
      at: textOf(at),
      message: textOf(message),
    })),
  }
}

function restored(text: string): Policy {
  const prepared = preparePolicy(readPolicy('p.yaml', text, 'p').policy)
  return restorePolicy(JSON.parse(JSON.stringify(prepared)) as PreparedPolicy, 'p.yaml', 'p').policy
}

test.each(shipped)('policies/$file is the same when it was prepared', ({ text }) => {
  expect(said(restored(text))).toEqual(said(readPolicy('p.yaml', text, 'p').policy))
})

test.each(shipped)('the checks of policies/$file are compiled when they are to judge', async ({ text }) => {
  const { rules, problems } = await compileChecks(restored(text).checks)
  expect(problems).toEqual([])
  for (const rule of rules) {
    expect(() => rule.check({} as never, {} as never)).toThrow('prepared')
    await rule.prepare?.()
    expect(rule.bad.length).toBeGreaterThan(0)
  }
})

test('settings that only projects make are not prepared', () => {
  const texts = ['root: true\n', 'failOn: error\n', 'ignore: [a]\n', 'environments: { production: {} }\n']
  for (const text of texts) expect(preparePolicy(readPolicy('p.yaml', text).policy)).toBeUndefined()
})
