import type { Instruction } from '../documents/dockerfile/document.ts'
import type { Span } from '../span.ts'
import type { Image } from './image.ts'

/** Replaces the text of a span, as an edit of a fix does. */
export interface TextEdit {
  readonly span: Span
  readonly text: string
}

/** Takes an instruction out with the lines it stands on. */
export function removeInstruction({ document: { text, path } }: Image, { span }: Instruction): TextEdit {
  return { span: { path, ...wholeLines(text, span) }, text: '' }
}

/** Takes a flag out with the blanks after it. */
export function removeFlag({ document: { text, path } }: Image, { start, end }: Span): TextEdit {
  const blanks = /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0
  return { span: { path, start, end: end + blanks }, text: '' }
}

/** Takes the lines of a span out. */
export function removeLines({ document: { text, path } }: Image, span: Span): TextEdit {
  return { span: { path, ...wholeLines(text, span) }, text: '' }
}

function wholeLines(text: string, { start, end }: Span): { start: number; end: number } {
  const feed = text.indexOf('\n', end)
  return { start: text.lastIndexOf('\n', start - 1) + 1, end: feed === -1 ? text.length : feed + 1 }
}
