import { type Span, TracedText } from '../../span.ts'
import type { Scalar } from './node.ts'

/** A run of a scalar's text and the source it came from; offsets into the file. */
interface Run {
  readonly value: string
  readonly start: number
  readonly end: number
}

/**
 * The text of a scalar with the source of each character. The runs follow the folding rules of YAML 1.2.2
 * (6.5, 7.3, 8.1); should they ever not add up to `text`, the text maps to the scalar as a whole instead.
 */
export function traceScalar(
  text: string,
  style: Scalar['style'],
  span: Span,
  origin: { readonly source: string; readonly parentIndent: number; readonly blockEnd: number },
): TracedText {
  if (style === 'plain' && text.length === span.end - span.start && !text.includes('\n')) {
    return TracedText.verbatim(text, span)
  }
  const runs: Run[] = []
  const { source } = origin
  if (style === 'plain') traceFolded(source, span.start, span.end, runs)
  else if (style === 'single-quoted') traceSingleQuoted(source, span.start + 1, span.end - 1, runs)
  else if (style === 'double-quoted') traceDoubleQuoted(source, span.start + 1, span.end - 1, runs)
  else traceBlock(text, span, origin, runs)

  let joined = ''
  for (const run of runs) joined += run.value
  if (joined !== text) return TracedText.join([{ value: text, span, whole: true }], span)
  const pieces = runs.map(({ value, start, end }) => ({
    value,
    span: { path: span.path, start, end },
    whole: source.slice(start, end) !== value,
  }))
  return TracedText.join(pieces, span)
}

function isBlank(char: string | undefined): boolean {
  return char === ' ' || char === '\t'
}

/** Lines of a flow scalar: one line break becomes a blank, each further one a line feed; blanks around go. */
function traceFolded(source: string, from: number, to: number, runs: Run[]): void {
  let contentEnd = -1
  let breaks = 0
  for (let lineStart = from; ; ) {
    const feed = source.indexOf('\n', lineStart)
    const last = feed === -1 || feed >= to
    let end = last ? to : feed
    if (!last && source[end - 1] === '\r') end -= 1
    let start = lineStart
    if (lineStart !== from) while (start < end && isBlank(source[start])) start += 1
    if (!last) while (end > start && isBlank(source[end - 1])) end -= 1

    if (start === end && !last && lineStart !== from) breaks += 1
    else {
      if (contentEnd !== -1) {
        runs.push({ value: breaks === 1 ? ' ' : '\n'.repeat(breaks - 1), start: contentEnd, end: start })
      }
      runs.push({ value: source.slice(start, end), start, end })
      contentEnd = end
      breaks = 1
    }
    if (last) return
    lineStart = feed + 1
  }
}

function traceSingleQuoted(source: string, from: number, to: number, runs: Run[]): void {
  const folded: Run[] = []
  traceFolded(source, from, to, folded)
  for (const run of folded) {
    if (source.slice(run.start, run.end) !== run.value) {
      runs.push(run)
      continue
    }
    let at = run.start
    for (let quote = source.indexOf("''", at); quote !== -1 && quote + 2 <= run.end; ) {
      runs.push({ value: source.slice(at, quote), start: at, end: quote })
      runs.push({ value: "'", start: quote, end: quote + 2 })
      at = quote + 2
      quote = source.indexOf("''", at)
    }
    runs.push({ value: source.slice(at, run.end), start: at, end: run.end })
  }
}

/** Escapes of one character, YAML 1.2.2 section 5.7. */
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['\t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
  [' ', ' '],
  ['"', '"'],
  ['/', '/'],
  ['\\', '\\'],
  ['N', '\x85'],
  ['_', '\xa0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
])
const HEX_LENGTH: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
])

function traceDoubleQuoted(source: string, from: number, to: number, runs: Run[]): void {
  let runStart = from
  const flush = (end: number) => {
    if (end > runStart) runs.push({ value: source.slice(runStart, end), start: runStart, end })
  }
  let at = from
  while (at < to) {
    const char = source[at]
    if (char === '\\') {
      flush(at)
      const next = source[at + 1] ?? ''
      const simple = ESCAPES.get(next)
      const hex = HEX_LENGTH.get(next)
      let end = at + 2
      let value = ''
      if (simple !== undefined) value = simple
      else if (hex !== undefined) {
        end += hex
        const code = Number.parseInt(source.slice(at + 2, end), 16)
        value = code <= 0x10ffff ? String.fromCodePoint(code) : source.slice(at, end)
      } else if (next === '\n' || next === '\r') {
        if (next === '\r') end += 1
        while (end < to && isBlank(source[end])) end += 1
      } else value = source.slice(at, end)
      if (value !== '') runs.push({ value, start: at, end })
      at = end
      runStart = at
    } else if (char === '\n') {
      let end = at
      while (end > runStart && (isBlank(source[end - 1]) || source[end - 1] === '\r')) end -= 1
      flush(end)
      let breaks = 0
      while (at < to && (isBlank(source[at]) || source[at] === '\n' || source[at] === '\r')) {
        if (source[at] === '\n') breaks += 1
        at += 1
      }
      runs.push({ value: breaks === 1 ? ' ' : '\n'.repeat(breaks - 1), start: end, end: at })
      runStart = at
    } else at += 1
  }
  flush(to)
}

interface Line {
  /** Where the blanks of its indentation end. */
  readonly content: number
  readonly start: number
  /** Without the line break. */
  readonly end: number
}

function linesOf(source: string, from: number, to: number): Line[] {
  const lines: Line[] = []
  for (let start = from; start < to; ) {
    const feed = source.indexOf('\n', start)
    const next = feed === -1 || feed >= to ? to : feed + 1
    let end = feed === -1 || feed >= to ? to : feed
    if (source[end - 1] === '\r' && end > start) end -= 1
    let content = start
    while (content < end && source[content] === ' ') content += 1
    lines.push({ start, content, end })
    start = next
  }
  return lines
}

/** Literal and folded blocks. `text` tells how many line feeds chomping left. */
function traceBlock(
  text: string,
  span: Span,
  {
    source,
    parentIndent,
    blockEnd,
  }: { readonly source: string; readonly parentIndent: number; readonly blockEnd: number },
  runs: Run[],
): void {
  const header = /^[|>][-+0-9]*/.exec(source.slice(span.start, span.start + 4))?.[0] ?? ''
  const folded = header[0] === '>'
  const headerEnd = source.indexOf('\n', span.start)
  if (headerEnd === -1 || headerEnd >= blockEnd) {
    traceChomped(source, blockEnd, blockEnd, text.length, runs)
    return
  }
  const lines = linesOf(source, headerEnd + 1, blockEnd)
  const first = lines.find((line) => line.content < line.end)
  if (!first) {
    traceChomped(source, blockEnd, blockEnd, text.length, runs)
    return
  }
  const digit = /[1-9]/.exec(header)
  const indent = digit ? parentIndent + Number(digit[0]) : first.content - first.start

  let length = 0
  /** Where the last run with content ended, and the line feeds passed since. */
  let contentEnd = -1
  let breaks = 0
  let deeper = false
  for (const line of lines) {
    const start = Math.min(line.start + indent, line.content)
    if (contentEnd === -1) {
      // Lines of blanks before the first content are kept as they are.
      if (line.content === line.end) {
        const value = `${source.slice(start, line.content)}\n`
        runs.push({ value, start: line.start, end: nextLine(source, line.end) })
        length += value.length
        continue
      }
    } else if (start === line.end) {
      breaks += 1
      continue
    }
    const isDeeper = line.content > start || source[line.content] === '\t'
    if (contentEnd !== -1) {
      let value = '\n'.repeat(breaks)
      if (folded && !isDeeper && !deeper) value = breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)
      runs.push({ value, start: contentEnd, end: start })
      length += value.length
    }
    runs.push({ value: source.slice(start, line.end), start, end: line.end })
    length += line.end - start
    contentEnd = line.end
    breaks = 1
    deeper = isDeeper
  }
  traceChomped(source, contentEnd, blockEnd, text.length - length, runs)
}

function nextLine(source: string, end: number): number {
  const feed = source.indexOf('\n', end)
  return feed === -1 ? source.length : feed + 1
}

/** The line feeds at the end of a block, each from one line; those that nobody wrote map to the end. */
function traceChomped(source: string, from: number, blockEnd: number, count: number, runs: Run[]): void {
  let at = from
  for (let left = count; left > 0; left -= 1) {
    const next = Math.min(nextLine(source, at), blockEnd)
    runs.push({ value: '\n', start: at, end: next })
    at = next
  }
}
