import type { FileChange } from '../lint.ts'
import { visibleText } from '../reporters/visible-text.ts'
import type { colorsFor } from './terminal.ts'

/** Unchanged lines around a change. */
const CONTEXT = 3
/** Beyond so many pairs of lines to compare, all that lies between the first change and the last is replaced. */
const MOST_PAIRS = 16_000_000

/** A line that stays, goes or comes; indices into the old and the new lines, from 0. */
interface Step {
  readonly kind: ' ' | '-' | '+'
  readonly old: number
  readonly now: number
}

/**
 * A change in the form of `diff -u`, made to be read: secrets are hidden, and characters that would act on a
 * terminal are shown as escapes.
 */
export function unifiedDiff(change: FileChange, colors: ReturnType<typeof colorsFor>): string {
  const before = linesOf(change.before)
  const after = linesOf(change.after)
  const shownBefore = linesOf(change.shownBefore)
  const shownAfter = linesOf(change.shownAfter)
  const paint = { ' ': (text: string) => text, '-': colors.red, '+': colors.green }
  const path = visibleText(change.path)
  const output = [colors.bold(`--- a/${path}`), colors.bold(`+++ b/${path}`)]
  for (const hunk of hunksOf(compareLines(before, after))) {
    output.push(colors.cyan(headerOf(hunk)))
    for (const { kind, old, now } of hunk) {
      const isNew = kind === '+'
      output.push(paint[kind](kind + readable((isNew ? shownAfter[now] : shownBefore[old]) ?? '')))
      const isLast = isNew ? now === after.length - 1 : old === before.length - 1
      if (isLast && !(isNew ? change.after : change.before).endsWith('\n'))
        output.push('\\ No newline at end of file')
    }
  }
  return `${output.join('\n')}\n`
}

/** Lines with their ends, so that a last line without one differs from one with it. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

/** A tab stays one; `::` at the start of a line would be a command to the runner of GitHub, blanks or not. */
function readable(line: string): string {
  const text = line
    .replace(/\r?\n$/, '')
    .split('\t')
    .map(visibleText)
    .join('\t')
  return text.replace(/^(\s*):(?=:)/, '$1\\x3a').replace(/#(?=#\[)/g, '\\x23')
}

function compareLines(before: readonly string[], after: readonly string[]): Step[] {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start++
  let end = 0
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++
  const steps: Step[] = []
  for (let line = 0; line < start; line++) steps.push({ kind: ' ', old: line, now: line })
  const oldEnd = before.length - end
  const nowEnd = after.length - end
  for (const step of compareMiddle(before.slice(start, oldEnd), after.slice(start, nowEnd)))
    steps.push({ ...step, old: step.old + start, now: step.now + start })
  for (let line = 0; line < end; line++) steps.push({ kind: ' ', old: oldEnd + line, now: nowEnd + line })
  return steps
}

/** Keeps the longest list of lines that both have. */
function compareMiddle(before: readonly string[], after: readonly string[]): Step[] {
  const width = after.length + 1
  const canCompare = before.length * after.length <= MOST_PAIRS
  // How many lines can still be kept from each pair of places on.
  const kept = new Uint16Array(canCompare ? (before.length + 1) * width : 0)
  if (canCompare) {
    for (let old = before.length - 1; old >= 0; old--) {
      for (let now = after.length - 1; now >= 0; now--) {
        const at = old * width + now
        kept[at] =
          before[old] === after[now] ? kept[at + width + 1]! + 1 : Math.max(kept[at + width]!, kept[at + 1]!)
      }
    }
  }
  const steps: Step[] = []
  let old = 0
  let now = 0
  while (old < before.length || now < after.length) {
    const at = old * width + now
    const isOldLeft = old < before.length
    if (canCompare && isOldLeft && before[old] === after[now])
      steps.push({ kind: ' ', old: old++, now: now++ })
    else if (isOldLeft && (now === after.length || !canCompare || kept[at + width]! >= kept[at + 1]!))
      steps.push({ kind: '-', old: old++, now })
    else steps.push({ kind: '+', old, now: now++ })
  }
  return steps
}

/** Changes that are near each other, with the lines around them. */
function hunksOf(steps: readonly Step[]): Step[][] {
  const hunks: Step[][] = []
  let until = -1
  for (const [index, { kind }] of steps.entries()) {
    if (kind === ' ') continue
    const end = Math.min(steps.length, index + 1 + CONTEXT)
    const last = hunks.at(-1)
    if (last && index - CONTEXT <= until) last.push(...steps.slice(until, end))
    else hunks.push(steps.slice(Math.max(0, index - CONTEXT), end))
    until = end
  }
  return hunks
}

function headerOf(hunk: readonly Step[]): string {
  const old = hunk.filter(({ kind }) => kind !== '+').length
  const now = hunk.filter(({ kind }) => kind !== '-').length
  const { old: oldStart, now: nowStart } = hunk[0]!
  return `@@ -${rangeOf(oldStart, old)} +${rangeOf(nowStart, now)} @@`
}

/** An empty range names the line before it. */
function rangeOf(start: number, length: number): string {
  const line = length === 0 ? start : start + 1
  return length === 1 ? String(line) : `${line},${length}`
}
