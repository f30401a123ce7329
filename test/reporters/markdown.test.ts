import { describe, expect, test } from 'vitest'
import { markdown } from '../../src/reporters/markdown.ts'
import { markdownCode, markdownText } from '../../src/reporters/markdown-text.ts'
import { emptyReport, hostile, manyFindings, options, reportWithFindings } from './report.ts'

/** The cells of a row as GitHub splits it: at bars that no backslash escapes. */
function cellsOf(row: string): string[] {
  return (row.match(/(?:\\.|[^|\\])+/g) ?? []).map((cell) => cell.trim())
}

test('the marker comes first, so that a rerun finds its comment', () => {
  expect(markdown(reportWithFindings(), options)).toMatch(/^<!-- plimsoll -->\n/)
  expect(markdown(emptyReport(), options)).toMatch(/^<!-- plimsoll -->\n/)
})

test('files have tables, and info is folded away', () => {
  const text = markdown(reportWithFindings(), options)
  const [open, folded] = text.split('<details>')
  expect(open).toContain('### `docker/production/compose.yaml`\n\n| Line |')
  expect(open).toContain('| 5 | error | The port 3000 of web')
  expect(open).not.toContain('The title holds decoration')
  expect(folded).toContain('<summary>2 info</summary>')
  expect(folded).toContain('The title holds decoration')
  expect(folded).toMatch(/<\/details>\n$/)
  expect(markdown({ ...emptyReport(), findings: manyFindings(1, 'error') }, options)).not.toContain(
    '<details>',
  )
})

test('each row has four cells whatever its text holds', () => {
  const rows = markdown(reportWithFindings(), options)
    .split('\n')
    .filter((line) => /^\| \d/.test(line))
  expect(rows).toHaveLength(7)
  for (const row of rows) expect(cellsOf(row)).toHaveLength(4)
})

describe('scanned text', () => {
  const text = markdownText(hostile)

  test('makes no HTML, link, code, mention or reference', () => {
    expect(text.replaceAll('<!-- -->', '')).not.toMatch(/[<>]/)
    expect(text).not.toMatch(/(?<!\\)[[\]`*|]/)
    expect(text).not.toMatch(/[@#]\w/)
    expect(text).not.toContain('://')
    expect(markdownText('see WWW.evil.example')).toBe('see WWW<!-- -->.evil.example')
  })

  test('stays in its code span', () => {
    expect(markdownCode('a`b``c')).toBe('``` a`b``c ```')
    expect(markdownCode('a b')).toBe('`a b`')
    expect(markdownCode('a\\|<b>')).toBe('<code>a\\\\\\|&lt;b&gt;</code>')
  })
})

describe('a comment that would be too long', () => {
  test.each([
    ['errors', [...manyFindings(3_000, 'error')]],
    ['info', [...manyFindings(3_000, 'info')]],
    ['both', [...manyFindings(1_500, 'warning'), ...manyFindings(1_500, 'info')]],
  ])('of %s is cut, whole, and says how much is missing', (_, findings) => {
    const text = markdown({ ...emptyReport(), findings }, options)
    expect(text.length).toBeLessThan(65_536)
    expect(text.length).toBeGreaterThan(60_000)
    const shown = text.split('\n').filter((line) => /^\| \d+ \|.*\|$/.test(line)).length
    expect(text).toContain(`Left out for want of room: ${3_000 - shown} findings.`)
    expect(text.split('<details>').length).toBe(text.split('</details>').length)
  })

  test('is so by one message alone', () => {
    const findings = manyFindings(2, 'error')
    const long = { ...findings[0]!, message: '|'.repeat(100_000) }
    const text = markdown({ ...emptyReport(), findings: [long, findings[1]!] }, options)
    expect(text.length).toBeLessThan(5_000)
    expect(text).toContain('The error with number 2')
  })
})
