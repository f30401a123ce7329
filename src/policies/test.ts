import type { AnyRule, Example } from '../engine/rule.ts'
import type { Finding } from '../finding.ts'
import { Lines } from '../span.ts'

/** Lints a small virtual project with one rule, on at its own severity. */
export type LintExample = (files: Example, rule: AnyRule) => Promise<readonly Finding[]>

/** How one example of one check came out. */
export interface ExampleResult {
  readonly rule: string
  readonly kind: 'bad' | 'good'
  /** Position in the list, from 0. */
  readonly index: number
  /** What is wrong, one sentence each; empty where the example holds. */
  readonly failures: readonly string[]
}

/**
 * Runs every example of every check: a good one gives no finding, a bad one exactly those that its « » mark.
 * Findings of other rules (a file of the example that cannot be read) fail an example too.
 */
export async function testChecks(checks: readonly AnyRule[], lint: LintExample): Promise<ExampleResult[]> {
  const results: ExampleResult[] = []
  for (const rule of checks) {
    for (const kind of ['bad', 'good'] as const) {
      for (const [index, example] of rule[kind].entries()) {
        results.push({ rule: rule.id, kind, index, failures: await failuresOf(example, kind, rule, lint) })
      }
    }
  }
  return results
}

async function failuresOf(
  example: Example,
  kind: 'bad' | 'good',
  rule: AnyRule,
  lint: LintExample,
): Promise<readonly string[]> {
  const { files, marks, problems } = unmark(example)
  if (problems.length > 0) return problems
  if (kind === 'bad' && marks.length === 0)
    return ['Nothing is marked with « »: say where the finding must point.']
  if (kind === 'good' && marks.length > 0) return ['A good example has no marks « ».']
  const findings = await lint(files, rule)
  const expected = new Set(marks)
  const failures: string[] = []
  for (const finding of findings) {
    const { start, end } = finding.range
    const place = placeText(finding.path, start.line, start.column, end.line, end.column)
    if (finding.rule !== rule.id) failures.push(`${place}: ${finding.rule} says: ${finding.message}`)
    else if (!expected.delete(place)) failures.push(`${place}: not marked, but found: ${finding.message}`)
  }
  for (const place of expected) failures.push(`${place}: marked, but not found.`)
  return failures
}

interface Unmarked {
  readonly files: Example
  /** `path:line:column-line:column` of each pair of marks, in the text without marks. */
  readonly marks: readonly string[]
  readonly problems: readonly string[]
}

/** Takes the marks « » out of an example and says where they stood. */
export function unmark(example: Example): Unmarked {
  const files: Record<string, string> = {}
  const marks: string[] = []
  const problems: string[] = []
  for (const [path, marked] of Object.entries(example)) {
    let text = ''
    const open: number[] = []
    const spans: { start: number; end: number }[] = []
    for (const character of marked) {
      if (character === '«') open.push(text.length)
      else if (character !== '»') text += character
      else {
        const start = open.pop()
        if (start === undefined) problems.push(`${path}: a » without a « before it.`)
        else spans.push({ start, end: text.length })
      }
    }
    if (open.length > 0) problems.push(`${path}: a « without a » after it.`)
    const lines = new Lines(text)
    for (const span of spans) {
      const { start, end } = lines.range(span)
      marks.push(placeText(path, start.line, start.column, end.line, end.column))
    }
    files[path] = text
  }
  return { files, marks, problems }
}

function placeText(path: string, line: number, column: number, endLine: number, endColumn: number): string {
  return `${path}:${line}:${column}-${endLine}:${endColumn}`
}
