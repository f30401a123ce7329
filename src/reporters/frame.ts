import type { Range } from '../span.ts'
import { type Cell, cells } from './display-width.ts'
import type { SourceLines } from './source-lines.ts'

/** How a frame is drawn; the two functions add colour, or nothing. */
export interface FrameStyle {
  /** Columns the frame may take. */
  readonly width: number
  readonly unicode: boolean
  readonly mark: (text: string) => string
  readonly faint: (text: string) => string
  /** Lines shown before and after the marked ones. */
  readonly context: number
}

interface Row {
  readonly line: number
  readonly cells: readonly Cell[]
  readonly marked: boolean
  /** UTF-16 offsets of what is underlined, in the part of the line that `cells` holds. */
  readonly underline?: { readonly start: number; readonly end: number }
}

interface Columns {
  readonly from: number
  readonly to: number
}

/** A span with more lines than this is shown by its first and last ones. */
const mostLines = 6
const linesAtStart = 3
const linesAtEnd = 2

/** The last line that holds a character of the range: an end before the first column takes nothing of its line. */
function lastLineOf(range: Range): number {
  return range.end.column === 1 && range.end.line > range.start.line ? range.end.line - 1 : range.end.line
}

function linesOf(range: Range, context: number): number[] {
  const last = lastLineOf(range)
  const numbers: number[] = []
  for (let line = Math.max(1, range.start.line - context); line <= last + context; line++) {
    const inMiddle = line >= range.start.line + linesAtStart && line <= last - linesAtEnd
    if (last - range.start.line >= mostLines && inMiddle) line = last - linesAtEnd + 1
    numbers.push(line)
  }
  return numbers
}

function underlineOf(range: Range, line: number, text: string): Row['underline'] {
  const last = lastLineOf(range)
  if (line !== range.start.line && line !== last) return undefined
  const start = line === range.start.line ? range.start.column - 1 : text.length - text.trimStart().length
  const end = line === range.end.line ? range.end.column - 1 : text.length
  return { start: Math.min(start, text.length), end: Math.max(start, Math.min(end, text.length)) }
}

/** The columns of an underline; at least one, so that an insertion point can be seen. */
function columnsOf(row: Row): Columns | undefined {
  if (!row.underline) return undefined
  let column = 0
  let start = 0
  let from: number | undefined
  let to = 0
  for (const cell of row.cells) {
    if (cell.end > row.underline.start) from ??= column
    if (start < row.underline.end) to = column + cell.width
    column += cell.width
    start = cell.end
  }
  from ??= column
  return { from, to: Math.max(to, from + 1) }
}

function widthOf(line: readonly Cell[]): number {
  return line.reduce((width, cell) => width + cell.width, 0)
}

/** First column to show, so that the mark is in sight with as much around it on either side as there is room for. */
function leftEdge(total: number, marked: Columns, available: number, ellipsis: string): number {
  if (total <= available || marked.to <= available - ellipsis.length) return 0
  const around = Math.max(8, Math.floor((available - (marked.to - marked.from)) / 2))
  return Math.max(0, Math.min(marked.from - around, Math.max(total, marked.to) - available))
}

function cutCells(line: readonly Cell[], left: number, available: number, ellipsis: string): string {
  const total = widthOf(line)
  const from = left > 0 && total > 0 ? left + ellipsis.length : left
  const to = total > left + available ? left + available - ellipsis.length : left + available
  let text = from > left ? ellipsis : ''
  let column = 0
  for (const cell of line) {
    const next = column + cell.width
    if (column >= from && next <= to) text += cell.text
    // A wide character across the edge leaves a blank, or all that follows would be out of line.
    else if (column < from && next > from) text += ' '.repeat(next - from)
    column = next
  }
  return total > left + available ? text + ellipsis : text
}

/**
 * Draws the marked lines with their numbers and the mark below; nothing when the report does not hold the line in
 * which the range begins. A cut applies to all lines of the frame alike, so they stay aligned.
 */
export function frame(path: string, range: Range, source: SourceLines, style: FrameStyle): string[] {
  const first = source.text(path, range.start.line)
  if (first === undefined) return []
  const last = lastLineOf(range)
  const numbers = linesOf(range, style.context).filter((line) => source.text(path, line) !== undefined)
  const gutter = String(numbers.at(-1)!).length
  const [bar, gap, ellipsis, under] = style.unicode ? ['│', '⋮', '…', '─'] : ['|', ':', '...', '^']
  const available = Math.max(16, style.width - gutter - 5)

  // Minified files have lines of megabytes: only what can come into sight is measured.
  const offset = Math.max(0, range.start.column - 1 - available * 3)
  const rows = numbers.map((line): Row => {
    const whole = source.text(path, line)!
    const marked = line >= range.start.line && line <= last
    const underline = marked ? underlineOf(range, line, whole) : undefined
    return {
      line,
      cells: cells(whole.slice(offset, offset + available * 8)),
      marked,
      ...(underline && {
        underline: { start: Math.max(0, underline.start - offset), end: Math.max(0, underline.end - offset) },
      }),
    }
  })

  const start = rows.find((row) => row.line === range.start.line)!
  const left = leftEdge(widthOf(start.cells), columnsOf(start)!, available, ellipsis!)
  const empty = `  ${' '.repeat(gutter)} ${style.faint(bar!)}`
  const output: string[] = []
  let previous: number | undefined
  for (const row of rows) {
    if (previous !== undefined && row.line > previous + 1) {
      output.push(`  ${' '.repeat(gutter)} ${style.faint(gap!)}`)
    }
    previous = row.line
    const number = String(row.line).padStart(gutter)
    const text = cutCells(row.cells, left, available, ellipsis!)
    const head = row.marked ? `${style.mark('>')} ${number}` : `  ${style.faint(number)}`
    output.push(`${head} ${style.faint(bar!)} ${text}`.trimEnd())
    const columns = columnsOf(row)
    if (!columns) continue
    const from = Math.max(columns.from, left)
    const to = Math.min(columns.to, left + available)
    if (from < to) output.push(`${empty} ${' '.repeat(from - left)}${style.mark(under!.repeat(to - from))}`)
  }
  return output
}
