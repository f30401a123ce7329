import { expect, test } from 'vitest'
import { exitCodeOf } from '../../src/commands/exit-code.ts'
import type { Finding, Report, Severity, Trouble } from '../../src/finding.ts'

const finding = (severity: Severity) => ({ severity }) as Finding
const trouble = (kind: Trouble['kind']): Trouble => ({ kind, message: '' })

function report(findings: readonly Finding[], troubles: readonly Trouble[] = [], files = ['a']): Report {
  return { findings, troubles, files, rules: [], excerpts: [], suppressed: 0 }
}

const usual = { failOn: 'error', maxWarnings: undefined } as const

test.each([
  ['nothing found', report([]), usual, 0],
  ['below the threshold', report([finding('warning')]), usual, 0],
  ['at the threshold', report([finding('error')]), usual, 1],
  ['info at info', report([finding('info')]), { ...usual, failOn: 'info' }, 1],
  ['never', report([finding('error')]), { ...usual, failOn: 'never' }, 0],
  ['as many warnings as allowed', report([finding('warning')]), { ...usual, maxWarnings: 1 }, 0],
  ['too many warnings', report([finding('warning')]), { ...usual, maxWarnings: 0 }, 1],
  ['too many warnings with never', report([finding('warning')]), { failOn: 'never', maxWarnings: 0 }, 1],
  ['nothing to judge', report([], [], []), usual, 2],
  ['nothing but what cannot be read', report([], [trouble('unreadable')], []), usual, 4],
  ['incomplete', report([finding('warning')], [trouble('unreadable')]), usual, 4],
  ['findings over incomplete', report([finding('error')], [trouble('unreadable')]), usual, 1],
  ['internal over all', report([finding('error')], [trouble('unreadable'), trouble('internal')]), usual, 3],
] as const)('%s', (_, given, threshold, code) => {
  expect(exitCodeOf(given, threshold)).toBe(code)
})
