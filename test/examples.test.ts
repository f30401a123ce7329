import { describe, expect, test } from 'vitest'
import { applyFixes } from '../src/engine/fix.ts'
import type { AnyRule, Example } from '../src/engine/rule.ts'
import { fix, type LintOptions, lint } from '../src/lint.ts'
import { testChecks, unmark } from '../src/policies/test.ts'
import { rules } from '../src/rules/index.ts'
import { isInstalled } from './programs.ts'

/** Rules that know dates judge their examples on this day. */
const NOW = new Date('2026-11-22T12:00:00Z')

/** A rule alone; a file of an example that cannot be read must not go unnoticed. */
function alone(rule: AnyRule, files: Example): LintOptions {
  const only = [...new Set([rule.id, 'no-syntax-error'])]
  return { files, config: configOf(files), only, severities: { [rule.id]: rule.severity }, now: NOW }
}

/** An example may bring a policy of its own, which the rule then must be judged by. */
function configOf(files: Example): object | string {
  return Object.hasOwn(files, 'plimsoll.yaml') ? 'plimsoll.yaml' : { extends: [] }
}

/** What ShellCheck says nobody can say without it. */
const judgeable = rules.filter(({ on }) => on !== 'shellProblem' || isInstalled('shellcheck'))

describe.each(judgeable.map((rule) => ({ id: rule.id, rule })))('$id', ({ rule }) => {
  test('its examples hold', async () => {
    const results = await testChecks([rule], async (files) => (await lint(alone(rule, files))).findings)
    const failures = results.flatMap((each) =>
      each.failures.map((failure) => `${each.kind} ${each.index}: ${failure}`),
    )
    expect(failures).toEqual([])
  })

  test('it says what it is', () => {
    expect(rule.bad.length).toBeGreaterThan(0)
    expect(rule.good.length).toBeGreaterThan(0)
    expect(rule.summary).toMatch(/^[A-Z`].*\.$/s)
    expect(rule.why).toMatch(/\.$/)
    for (const name of rule.like ?? []) expect(name).toMatch(/^[a-z-]+:\S+$/)
  })

  test('its fixes leave nothing of what they mend, and a second time change nothing', async () => {
    for (const example of rule.bad) {
      const { files } = unmark(example)
      const options = { ...alone(rule, files), unsafe: true }
      const once = await fix(options)
      if (once.applied === 0) continue
      expect(once.report.findings.filter((finding) => finding.rule === rule.id && finding.fix)).toEqual([])
      expect(once.report.findings.filter((finding) => finding.category === 'syntax')).toEqual(
        (await lint(options)).findings.filter((finding) => finding.category === 'syntax'),
      )
      const twice = await fix({ ...options, files: { ...files, ...once.files } })
      expect(twice.files).toEqual({ ...files, ...once.files })
    }
  })
})

test('fixes that touch the same place wait for each other', () => {
  const edit = (start: number, end: number, text: string) => ({ span: { path: 'a', start, end }, text })
  const fixes = [
    { title: 'one', safe: true, edits: [edit(0, 2, 'x'), edit(6, 7, 'y')] },
    { title: 'two', safe: true, edits: [edit(1, 3, 'z')] },
  ]
  const { texts, applied } = applyFixes(fixes, () => 'abcdefgh')
  expect(texts.get('a')).toBe('xcdefyh')
  expect(applied).toBe(1)
})
