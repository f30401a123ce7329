import { type Span, TracedText } from '../../span.ts'
import { isSpace } from './characters.ts'
import type { Heredoc } from './document.ts'
import type { LogicalLine } from './logical-line.ts'
import type { Source } from './source.ts'

interface Opening {
  readonly name: string
  readonly quoted: boolean
  readonly stripTabs: boolean
  readonly span: Span
}

interface TakenHeredoc {
  readonly heredoc: Heredoc
  /** Offset after the end mark. */
  readonly end: number
  readonly closed: boolean
}

interface TakenHeredocs {
  readonly heredocs: readonly Heredoc[]
  /** Offset after the last end mark. */
  readonly end: number | undefined
}

/**
 * Reads the bodies of the heredocs that a line opens; the source stands at the first body line. A body without
 * its end mark is a problem and reaches to the end of the file, as BuildKit has it.
 */
export function takeHeredocs(source: Source, line: LogicalLine): TakenHeredocs {
  const heredocs: Heredoc[] = []
  if (!line.value.includes('<<')) return { heredocs, end: undefined }
  let end: number | undefined
  for (const opening of openings(line)) {
    const taken = takeBody(source, opening)
    heredocs.push(taken.heredoc)
    end = taken.end
    // One without an end reaches to the end of the file; those after it have nothing left to hold.
    if (!taken.closed) break
  }
  return { heredocs, end }
}

/** The heredoc words among the words of a line; none where a quote is left open. */
function openings(line: LogicalLine): Opening[] {
  const { value } = line
  const found: Opening[] = []
  let at = 0
  while (at < value.length) {
    while (at < value.length && isSpace(value.charCodeAt(at))) at += 1
    const start = at
    let quote = ''
    for (; at < value.length; at += 1) {
      const character = value[at]!
      if (character === '\\' && quote !== "'") at += 1
      else if (quote !== '') quote = character === quote ? '' : quote
      else if (character === '"' || character === "'") quote = character
      else if (isSpace(value.charCodeAt(at))) break
    }
    if (quote !== '') return []
    const opening = openingOf(line, start, Math.min(at, value.length))
    if (opening) found.push(opening)
  }
  return found
}

/**
 * A whole word `<<NAME`, `<<-NAME`, `3<<NAME`. `cat<<EOF` and `<<<word` are none for BuildKit.
 * A quote or backslash anywhere in the name makes it quoted.
 */
function openingOf(line: LogicalLine, start: number, end: number): Opening | undefined {
  let at = start
  while (at < end && line.value[at]! >= '0' && line.value[at]! <= '9') at += 1
  if (!line.value.startsWith('<<', at)) return undefined
  at += 2
  const stripTabs = line.value[at] === '-'
  if (stripTabs) at += 1
  if (at >= end) return undefined
  const written = line.value.slice(at, end)
  if (written.includes('<')) return undefined
  const name = unquote(written)
  return { name, quoted: name !== written, stripTabs, span: line.span(start, end) }
}

function unquote(text: string): string {
  let value = ''
  let quote = ''
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]!
    const next = text[at + 1]
    if (character === '\\' && quote === '"' && next !== '"' && next !== '\\' && next !== '$')
      value += character
    else if (character === '\\' && quote !== "'") {
      value += next ?? ''
      at += 1
    } else if (character === quote) quote = ''
    else if (quote === '' && (character === '"' || character === "'")) quote = character
    else value += character
  }
  return value
}

function takeBody(source: Source, opening: Opening): TakenHeredoc {
  const start = source.peekLine()?.start ?? source.text.length
  const pieces: { value: string; span: Span }[] = []
  let end = source.text.length
  let closed: number | undefined
  for (let line = source.takeLine(); line !== undefined; line = source.takeLine()) {
    let from = line.start
    if (opening.stripTabs) while (from < line.end && source.text[from] === '\t') from += 1
    if (source.text.startsWith(opening.name, from) && line.end - from === opening.name.length) {
      end = line.start
      closed = line.end
      break
    }
    if (opening.stripTabs) {
      pieces.push({ value: source.text.slice(from, line.next), span: source.span(from, line.next) })
    }
  }
  if (closed === undefined) {
    source.report(
      opening.span,
      `The heredoc has no end: no line is exactly ${JSON.stringify(opening.name.slice(0, 60))}.`,
    )
  }
  const bodySpan = source.span(start, Math.max(start, end))
  const body = opening.stripTabs
    ? TracedText.join(pieces, bodySpan)
    : TracedText.verbatim(source.text.slice(bodySpan.start, bodySpan.end), bodySpan)
  return {
    heredoc: { ...opening, body, bodySpan },
    end: closed ?? bodySpan.end,
    closed: closed !== undefined,
  }
}
