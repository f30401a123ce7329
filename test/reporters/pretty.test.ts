import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/finding.ts'
import { displayWidth } from '../../src/reporters/display-width.ts'
import { pretty } from '../../src/reporters/pretty.ts'
import type { Range } from '../../src/span.ts'
import { emptyReport, manyFindings, options, reportWithFindings } from './report.ts'

function reportOf(lines: readonly string[], range: Range): Report {
  const [finding] = manyFindings(1, 'error')
  return {
    ...emptyReport(),
    files: ['many.yaml'],
    findings: [{ ...finding!, range }],
    excerpts: [{ path: 'many.yaml', lines: new Map(lines.map((line, index) => [index + 1, line])) }],
  }
}

/** What stands above the underline, cut out of the drawn line by display columns. */
function markedText(output: string): string {
  const lines = output.split('\n')
  const at = lines.findIndex((line) => /^[ |│]*[─^]+$/.test(line))
  const from = lines[at]!.search(/[─^]/)
  const to = displayWidth(lines[at]!)
  let column = 0
  let text = ''
  for (const { segment } of new Intl.Segmenter('en').segment(lines[at - 1]!)) {
    if (column >= from && column < to) text += segment
    column += displayWidth(segment)
  }
  return text
}

function oneLine(line: number, start: number, end: number): Range {
  return { start: { line, column: start }, end: { line, column: end } }
}

test('prints the whole report', () => {
  expect(pretty(reportWithFindings(), options)).toMatchInlineSnapshot(`
    "docker/production/compose.yaml

      5:12  error  The port 3000 of web is not the one its image exposes, 8080.  no-port-mismatch [only in production]

            4 │     ports:
          > 5 │       - 80:3000
              │            ────
            6 │       - 81:3000

          images/web und mehr/Dockerfile.größe:5:8 The image exposes 8080 here.
            > 5 │ EXPOSE 8080
                │        ────

          fix: Publish port 8080 (safe: plimsoll lint --fix)

      6:12  error  The port 3000 of web is not the one its image exposes, 8080.  no-port-mismatch

            5 │       - 80:3000
          > 6 │       - 81:3000
              │            ────
            7 │     environment:

          fix: Publish port 8080 (check the result: plimsoll lint --fix-unsafe)

      8:26  info  The title holds decoration.  no-decoration

            7 │     environment:
          > 8 │       TITLE: 日本語の店 👩‍🚀 é wide
              │                            ──────
            9 │         LOG: all

      9:3  error  A tab cannot indent YAML.  no-tabs

             8 │       TITLE: 日本語の店 👩‍🚀 é wide
          >  9 │         LOG: all
               │         ───
            10 │

    evil/\\x1b[31mred,a:b%0A<&"'>|\\u202e.env

      1:59  error  a\\x1b[31mred\\x9b1m \\u202eback\\u2066 nul\\x00 bell\\x07 non\\ufffe half\\ud800 ]]> %0A %25 <script>alert("1")</script> & | \`x\` \\| @everyone #1 [click](http://evil.example) *b* ::error::no \\x23#[add-mask]x\\r\\nnext\\tend  no-secret-in-env-file (trivy:secret)

          > 1 │ …      half\\ud800 ]]> %0A %25 <script>alert("1")</script> & | \`x\` \\…
              │                               ────────
            2 │ …

          evil/\\x1b[31mred,a:b%0A<&"'>|\\u202e.env:2:1 a\\x1b[31mred\\x9b1m \\u202eback\\u2066 nul\\x00 bell\\x07 non\\ufffe half\\ud800 ]]> %0A %25 <script>alert("1")</script> & | \`x\` \\| @everyone #1 [click](http://evil.example) *b* ::error::no \\x23#[add-mask]x\\r\\nnext\\tend
            > 2 │ OTHER=1
                │ ─────

          fix: a\\x1b[31mred\\x9b1m \\u202eback\\u2066 nul\\x00 bell\\x07 non\\ufffe half\\ud800 ]]> %0A %25 <script>alert("1")</script> & | \`x\` \\| @everyone #1 [click](http://evil.example) *b* ::error::no \\x23#[add-mask]x\\r\\nnext\\tend (safe: plimsoll lint --fix)

    images/web und mehr/Dockerfile.größe

      2:5  warning  The package curl has no version.  no-unpinned-apt-packages (hadolint:DL3008)

            1 │ FROM node:20
          > 2 │ RUN apt-get update \\
              │     ────────────────
          > 3 │   && apt-get install -y curl \\
              │   ──────────────────────────
            4 │   && rm -rf x

    long.yaml

      1:301  info  The word stands far to the right.  no-long-lines

          > 1 │ … left left left left left left here right right right right right …
              │                                 ────
            2 │

    Not everything could be judged:
      unreadable  secret/\\x1b[2J.env: No permission: a\\x1b[31mred\\x9b1m \\u202eback\\u2066 nul\\x00 bell\\x07 non\\ufffe half\\ud800 ]]> %0A %25 <script>alert("1")</script> & | \`x\` \\| @everyone #1 [click](http://evil.example) *b* ::error::no \\x23#[add-mask]x\\r\\nnext\\tend
      internal  The rule no-x broke.

    4 errors, 1 warning, 2 info in 4 of 5 files · 2 fixable with --fix · 1 with --fix-unsafe · 2 suppressed · 2 troubles
    "
  `)
})

describe('the mark', () => {
  test('stands below its text behind tabs', () => {
    expect(markedText(pretty(reportOf(['\t\ta\tkey: value'], oneLine(1, 5, 8)), options))).toBe('key')
  })

  test('stands below its text behind wide, joined and combined characters', () => {
    const line = '日本語 👩‍🚀 e\u0301 한국 here'
    const start = line.indexOf('here') + 1
    expect(markedText(pretty(reportOf([line], oneLine(1, start, start + 4)), options))).toBe('here')
  })

  test('is as wide as the wide characters it marks', () => {
    expect(markedText(pretty(reportOf(['x 日本 y'], oneLine(1, 3, 5)), options))).toBe('日本')
  })

  test('stands below its text behind characters shown as escapes', () => {
    const output = pretty(reportOf(['\u001b[31m here'], oneLine(1, 7, 11)), options)
    expect(output).toContain('\\x1b[31m here')
    expect(markedText(output)).toBe('here')
  })

  test('can be seen at an insertion point behind the end of the line', () => {
    const output = pretty(reportOf(['abc'], oneLine(1, 4, 4)), { ...options, unicode: false })
    expect(output).toContain('> 1 | abc\n          |    ^\n')
  })

  test('stays in sight in a line much longer than the terminal', () => {
    for (const before of [0, 30, 70, 500, 100_000]) {
      const line = `${'.'.repeat(before)}here${'.'.repeat(100_000)}`
      const output = pretty(reportOf([line], oneLine(1, before + 1, before + 5)), options)
      expect(markedText(output)).toBe('here')
      for (const printed of output.split('\n').slice(3, 6))
        expect(displayWidth(printed)).toBeLessThanOrEqual(80)
    }
  })

  test('stays in sight in a cut line of wide characters', () => {
    const line = `${'日'.repeat(101)}here${'本'.repeat(100)}`
    const output = pretty(reportOf([line], oneLine(1, 102, 106)), options)
    expect(markedText(output)).toBe('here')
    expect(output).toMatch(/│ … ?日/)
  })
})

test('shows the first and last lines of a long span', () => {
  const lines = Array.from({ length: 30 }, (_, index) => `line ${index + 1}`)
  const range = { start: { line: 5, column: 3 }, end: { line: 25, column: 1 } }
  const output = pretty(reportOf(lines, range), options)
  const numbers = [...output.matchAll(/^ *(>?) +(\d+) │/gm)].map((match) => `${match[1]}${match[2]}`)
  expect(numbers).toEqual(['4', '>5', '>6', '>7', '>23', '>24', '25'])
  expect(output).toContain('⋮')
})

test('leaves out the frame where the line is not at hand', () => {
  const report = reportOf(['abc'], oneLine(7, 1, 2))
  const output = pretty(report, options)
  expect(output).not.toContain('│')
  expect(output).toContain('7:1  error')
})

test('joins several excerpts of one file', () => {
  const report = reportOf(['abc'], oneLine(2, 1, 2))
  const more = { path: 'many.yaml', lines: new Map([[2, 'second line']]) }
  expect(pretty({ ...report, excerpts: [...report.excerpts, more] }, options)).toContain('> 2 │ second line')
})

test('colours only when asked, and says the same without', () => {
  const colored = pretty(reportWithFindings(), { ...options, color: true })
  expect(colored).toContain('\u001b[31merror\u001b[39m')
  expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(pretty(reportWithFindings(), options))
})

test('draws with ASCII alone where the terminal has no more', () => {
  const report = reportOf([`${'x'.repeat(200)}here${'x'.repeat(200)}`], oneLine(1, 201, 205))
  const output = pretty(report, { ...options, unicode: false })
  expect(output).toMatch(/^[\x20-\x7e\n]*$/)
  expect(markedText(output)).toBe('here')
})

test('gives the reason of a rule once when asked', () => {
  const output = pretty(reportWithFindings(), { ...options, verbose: true })
  expect(output.match(/why: Traffic to any other port/g)).toHaveLength(1)
  expect(pretty(reportWithFindings(), options)).not.toContain('why:')
})

test('gives the notes of a run when asked', () => {
  const report = { ...emptyReport(), notes: ['There is no program \u001b[31mx.'] }
  expect(pretty(report, { ...options, verbose: true })).toMatch(/^note: There is no program .*x\.\n\n/)
  expect(pretty(report, { ...options, verbose: true })).not.toContain('\u001b')
  expect(pretty(report, options)).not.toContain('note:')
})

test('counts by rule when asked', () => {
  const report = { ...emptyReport(), findings: [...manyFindings(3, 'info'), ...manyFindings(11, 'error')] }
  expect(pretty(report, { ...options, statistics: true })).toContain('  11  rule-error\n   3  rule-info\n')
})

test('the last line counts what there is and leaves out what there is not', () => {
  const last = (report: Report, more = {}) =>
    pretty(report, { ...options, ...more })
      .trimEnd()
      .split('\n')
      .at(-1)
  expect(last(emptyReport())).toBe('2 files read, no findings')
  expect(last({ ...emptyReport(), suppressed: 3 })).toBe('2 files read, no findings · 3 suppressed')
  expect(last({ ...emptyReport(), findings: manyFindings(1, 'error') })).toBe('1 error in 1 of 3 files')
  expect(last(emptyReport(), { elapsed: 1234 })).toBe('2 files read, no findings · 1.2 s')
})
