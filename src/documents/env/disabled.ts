import { type Span, TracedText } from '../../span.ts'
import type { EnvEntry, EnvQuote } from './document.ts'

/** Keys in capitals only: a sentence seldom begins with `WORD_OF_CAPITALS=`. */
const ASSIGNMENT = /^#[ \t]*(export[ \t]+)?([A-Z][A-Z0-9_]+)=(.*)$/

/** One word, or one text in quotes; behind it at most a comment. Prose has blanks or ends in punctuation. */
const VALUE = /^(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'#](?:\S*[^\s.,;])?|)(?=[ \t]*$|[ \t]+#)/

/**
 * The assignment that a comment on a line of its own switches off; undefined where the comment is prose.
 * Only assignments of one line are seen.
 */
export function readDisabled(text: string, comment: Span): EnvEntry | undefined {
  const match = ASSIGNMENT.exec(text.slice(comment.start, comment.end))
  if (!match) return undefined
  const key = match[2]!
  const written = VALUE.exec(match[3]!)?.[0]
  if (written === undefined) return undefined
  const { path } = comment
  const valueStart = comment.end - match[3]!.length
  const valueSpan = { path, start: valueStart, end: valueStart + written.length }
  const keySpan = { path, start: valueStart - 1 - key.length, end: valueStart - 1 }
  const quote: EnvQuote = written[0] === '"' ? 'double' : written[0] === "'" ? 'single' : 'none'
  const inner = quote === 'none' ? valueSpan : { path, start: valueSpan.start + 1, end: valueSpan.end - 1 }
  const start = keySpan.start - (match[1]?.length ?? 0)
  return {
    key,
    keySpan,
    value: TracedText.verbatim(text.slice(inner.start, inner.end), inner),
    valueSpan,
    quote,
    exported: match[1] !== undefined,
    separator: '=',
    span: { path, start, end: valueSpan.end },
    commentedOut: true,
  }
}
