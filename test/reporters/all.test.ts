import { describe, expect, test } from 'vitest'
import { formats, loadReporter } from '../../src/reporters/index.ts'
import { cutText, visibleText } from '../../src/reporters/visible-text.ts'
import { emptyReport, hostile, options, reportWithFindings } from './report.ts'

/** What a terminal or reader would act on. Line ends are the reporters' own. */
const acting =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe]|\p{Surrogate}/u

test('the formats are those that are promised, in this order', () => {
  expect(formats).toEqual([
    'pretty',
    'compact',
    'json',
    'sarif',
    'github',
    'gitlab',
    'junit',
    'checkstyle',
    'rdjson',
    'markdown',
  ])
})

test('the hostile text of these tests is hostile', () => {
  expect(hostile).toMatch(acting)
})

describe.each(formats)('%s', (format) => {
  test('lets no acting character through', async () => {
    const reporter = await loadReporter(format)
    const text = reporter(reportWithFindings(), { ...options, verbose: true, statistics: true })
    expect(text).not.toMatch(acting)
    expect(text).toContain('red')
  })

  test('lets no workflow command through', async () => {
    const reporter = await loadReporter(format)
    const report = reportWithFindings()
    const path = '::error::##[add-mask]x'
    const place = { path, range: report.findings[0]!.range, message: path }
    const text = reporter(
      {
        ...report,
        rules: report.rules.map((rule) => ({ ...rule, why: `${'x'.repeat(70)} ${path} ##[group]` })),
        findings: [...report.findings, { ...report.findings[0]!, ...place, related: [place] }],
        troubles: [{ kind: 'internal', ...place }],
      },
      { ...options, verbose: true },
    )
    expect(text).toContain('add-mask')
    const own = /^::(?:error|warning|notice) [a-zA-Z]+=/
    for (const line of text.split('\n')) {
      // The runner reads a line that is a command no further, so the rest of it does nothing.
      if (format === 'github') {
        expect(line).toMatch(line === '' ? /^$/ : own)
      } else {
        expect(line.trimStart()).not.toMatch(/^::/)
        expect(line).not.toContain('##[')
      }
    }
  })

  test('gives the same text for the same report, and changes nothing in it', async () => {
    const reporter = await loadReporter(format)
    const report = reportWithFindings()
    const first = reporter(report, options)
    expect(reporter(report, options)).toBe(first)
    expect(report).toEqual(reportWithFindings())
    expect(first.endsWith('\n')).toBe(true)
  })

  test('prints a report without findings', async () => {
    const reporter = await loadReporter(format)
    expect(reporter(emptyReport(), options)).toMatchSnapshot()
  })

  test('prints a report without files', async () => {
    const reporter = await loadReporter(format)
    expect(() => reporter({ ...emptyReport(), files: [] }, options)).not.toThrow()
  })

  test('tells of troubles even where nothing was found', async () => {
    const reporter = await loadReporter(format)
    const troubles = [{ kind: 'unreadable', message: 'No such permission', path: 'x.yaml' }] as const
    const text = reporter({ ...emptyReport(), troubles }, options)
    expect(text).toContain('No such permission')
    expect(text).toContain('x.yaml')
  })
})

test('visibleText shows what acts or hides and keeps what is written', () => {
  expect(visibleText('\u001b[31m\u202e\u0085\t\n\ud800\u{e0041}')).toBe(
    '\\x1b[31m\\u202e\\x85\\t\\n\\ud800\\u{e0041}',
  )
  expect(visibleText('größe 日本 👩‍🚀')).toBe('größe 日本 👩‍🚀')
})

test('cutText never leaves half a character', () => {
  expect(cutText('abc', 3)).toBe('abc')
  expect(cutText('abcd', 3)).toBe('ab…')
  expect(cutText('a😀bcd', 3)).toBe('a…')
})
