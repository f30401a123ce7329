import type { Comment, Span } from '../../span.ts'
import type { EnvDocument, EnvEntry } from './document.ts'

/**
 * A line of an env file as people see it: an assignment is one however many lines its value has. `span` is all
 * of it without the line break at its end.
 */
export type EnvLine =
  | { readonly kind: 'blank'; readonly span: Span }
  | { readonly kind: 'comment'; readonly span: Span; readonly comment: Comment }
  | { readonly kind: 'entry'; readonly span: Span; readonly entry: EnvEntry }

/** The lines in order. Behind a last line break there is one more, an empty one. A binary file has none. */
export function linesIn({ path, text, entries, comments }: EnvDocument): readonly EnvLine[] {
  const lines: EnvLine[] = []
  const ownComments = comments.filter(({ ownLine }) => ownLine)
  let nextEntry = 0
  let nextComment = 0
  let start = text.startsWith('\ufeff') ? 1 : 0
  if (text.length === start || text.includes('\0')) return lines
  while (start <= text.length) {
    const entry = entries[nextEntry]
    const comment = ownComments[nextComment]
    let end = lineEnd(text, start)
    if (entry && entry.span.start <= end) {
      end = lineEnd(text, entry.span.end)
      lines.push({ kind: 'entry', span: spanOf(start, end), entry })
      nextEntry += 1
    } else if (comment && comment.span.start <= end) {
      lines.push({ kind: 'comment', span: spanOf(start, end), comment })
      nextComment += 1
    } else lines.push({ kind: 'blank', span: spanOf(start, end) })
    start = text.indexOf('\n', end) + 1 || text.length + 1
  }
  return lines

  function spanOf(from: number, to: number): Span {
    return { path, start: from, end: text[to - 1] === '\r' && to > from ? to - 1 : to }
  }
}

function lineEnd(text: string, at: number): number {
  const feed = text.indexOf('\n', at)
  return feed === -1 ? text.length : feed
}
