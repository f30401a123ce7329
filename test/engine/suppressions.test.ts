import { describe, expect, test } from 'vitest'
import { fix, lint } from '../../src/lint.ts'

const NOW = new Date('2026-11-22T12:00:00Z')
const ON = {
  extends: [],
  rules: {
    'no-unused-suppression': 'on',
    'no-unknown-suppression': 'on',
    'no-expired-suppression': 'on',
    'require-suppression-reason': 'on',
  },
}

/** `line:column rule` of each finding, and how many a comment silenced. */
async function judge(files: Record<string, string>, config: object = ON) {
  const report = await lint({ files, config, now: NOW })
  return {
    findings: report.findings.map(({ path, range, rule }) => `${path}:${range.start.line} ${rule}`),
    suppressed: report.suppressed,
  }
}

describe('a comment on a line of its own', () => {
  test('silences what starts on the next line', async () => {
    const files = { '.env': '# plimsoll-ignore no-syntax-error -- another dialect\nA="open\n' }
    expect(await judge(files)).toEqual({ findings: [], suppressed: 1 })
  })

  test('does not reach further', async () => {
    const text =
      'services:\n  # plimsoll-ignore no-syntax-error -- known\n  web:\n    image: a\n    image: b\n'
    expect(await judge({ 'compose.yaml': text })).toEqual({
      findings: ['compose.yaml:2 no-unused-suppression', 'compose.yaml:5 no-syntax-error'],
      suppressed: 0,
    })
  })

  test('skips other comments between it and what it speaks of', async () => {
    const text =
      'services:\n  web:\n    image: a\n    # plimsoll-ignore no-syntax-error -- known\n    # more\n    image: b\n'
    expect(await judge({ 'compose.yaml': text })).toEqual({ findings: [], suppressed: 1 })
  })

  test('covers a Dockerfile instruction over all its lines', async () => {
    const text =
      'FROM debian:12\n# plimsoll-ignore no-syntax-error -- built by another tool\nFETCH a \\\n  b\n'
    expect(await judge({ Dockerfile: text })).toEqual({ findings: [], suppressed: 1 })
  })
})

test('a comment behind something silences its own line', async () => {
  const text = 'services:\n  web:\n    image: a\n    image: b # plimsoll-ignore no-syntax-error -- known\n'
  expect(await judge({ 'compose.yaml': text })).toEqual({ findings: [], suppressed: 1 })
})

test('a comment for the file silences it anywhere, above and below', async () => {
  const text = 'A="open\n'
  expect(
    await judge({ '.env': `${'B=1\n'}# plimsoll-ignore-file no-syntax-error -- legacy\n${text}` }),
  ).toEqual({
    findings: [],
    suppressed: 1,
  })
})

test('several rules, a date and a reason stand in one comment', async () => {
  const text =
    '# plimsoll-ignore no-syntax-error, no-unused-suppression until=2026-12-31 -- two at once\nA="open\n'
  expect((await judge({ '.env': text })).suppressed).toBe(1)
})

test('a comment without a reason is void and says so', async () => {
  const text = '# plimsoll-ignore no-syntax-error\nA="open\n'
  expect(await judge({ '.env': text })).toEqual({
    findings: ['.env:1 require-suppression-reason', '.env:2 no-syntax-error'],
    suppressed: 0,
  })
})

test('a comment holds through its last day and not longer', async () => {
  const text = (date: string) => `# plimsoll-ignore no-syntax-error until=${date} -- soon\nA="open\n`
  expect((await judge({ '.env': text('2026-11-22') })).suppressed).toBe(1)
  expect(await judge({ '.env': text('2026-11-21') })).toEqual({
    findings: ['.env:1 no-expired-suppression', '.env:2 no-syntax-error'],
    suppressed: 0,
  })
})

test('a rule that is locked cannot be silenced', async () => {
  const config = { extends: [], rules: { 'no-syntax-error': { severity: 'error', locked: true } } }
  const text = '# plimsoll-ignore no-syntax-error -- please\nA="open\n'
  expect(await judge({ '.env': text }, config)).toEqual({
    findings: ['.env:2 no-syntax-error'],
    suppressed: 0,
  })
})

test('a comment for a rule that does not run is left alone', async () => {
  const files = { '.env': '# plimsoll-ignore no-duplicate-env-key -- known\nA=1\n' }
  const report = await lint({ files, config: ON, now: NOW, only: ['no-unused-suppression'] })
  expect(report.findings).toEqual([])
})

test('the switch of the caller makes every comment void', async () => {
  const files = { '.env': '# plimsoll-ignore no-syntax-error -- known\nA="open\n' }
  const report = await lint({ files, config: ON, now: NOW, ignoreSuppressions: true })
  expect(report.findings.map(({ rule }) => rule)).toEqual(['no-syntax-error'])
})

test('the fix of an unused comment takes its line and nothing else', async () => {
  const text =
    'services:\n  web:\n    # plimsoll-ignore no-syntax-error -- old\n    image: a # plimsoll-ignore no-syntax-error -- old\n'
  const { files } = await fix({ files: { 'compose.yaml': text }, config: ON, now: NOW })
  expect(files).toEqual({ 'compose.yaml': 'services:\n  web:\n    image: a\n' })
})
