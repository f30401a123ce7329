import type { Word } from '../documents/dockerfile/document.ts'
import { parseTemplate, referencesOf, type TemplateOperator } from '../documents/template.ts'
import type { Span } from '../span.ts'

/** A variable that a word expands. */
export interface WordReference {
  readonly name: string
  readonly operator?: TemplateOperator | undefined
  /** The `$NAME` or `${NAME…}`; the whole word where quotes or continuations hide the exact place. */
  readonly span: Span
}

/** The variables that the builder puts into a word of an instruction, operands of operators included. */
export function referencesIn(word: Word | undefined): readonly WordReference[] {
  if (!word || word.quote === 'single') return []
  return [...referencesOf(parseTemplate(word.value, 'dockerfile'))].map(({ name, operator, start, end }) => ({
    name,
    operator,
    span: spanWithin(word, start, end),
  }))
}

/** The place of a part of a word's value. */
export function spanWithin(word: Word, start: number, end: number): Span {
  const offset = word.raw === word.value ? 0 : word.raw === `"${word.value}"` ? 1 : -1
  const length = word.span.end - word.span.start
  if (offset === -1 || word.raw.length !== length) return word.span
  const from = word.span.start + offset
  return { path: word.span.path, start: from + start, end: from + end }
}
