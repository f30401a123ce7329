import { type Span, TracedText } from '../../span.ts'
import type { Template, TemplateReference } from '../template.ts'
import { withoutPrefix, withoutSuffix, withReplacement } from './pattern.ts'

/** UTF-16 units an expansion may have; variables that double each other would fill the memory else. */
export const LONGEST_EXPANSION = 1 << 20

interface ExpansionEvents {
  /** A variable without a value and without an operator that says what then. It becomes empty. */
  unset?(reference: TemplateReference): void
  /** `${NAME:?message}` unmet; the message is expanded. It becomes empty. */
  required?(reference: TemplateReference, message: string): void
}

type Lookup = (name: string) => string | undefined

/**
 * The text with variables filled in. `lookup` gives undefined for a variable that is not set. Only the branch
 * taken of an operator is expanded, so the other one raises no event. What goes beyond
 * `LONGEST_EXPANSION` is cut off.
 */
export function expandTemplate(template: Template, lookup: Lookup, events: ExpansionEvents = {}): string {
  let text = ''
  for (const part of template.parts) {
    text += part.kind === 'literal' ? part.value : valueOfReference(part, lookup, events)
    if (text.length > LONGEST_EXPANSION) return text.slice(0, LONGEST_EXPANSION)
  }
  return text
}

/**
 * The same with the source of each character. `text` is what `template` was made of; what a reference becomes
 * maps to the reference as a whole.
 */
export function expandTraced(
  text: TracedText,
  template: Template,
  lookup: Lookup,
  events: ExpansionEvents = {},
): TracedText {
  const pieces: TracedText[] = []
  let length = 0
  for (const part of template.parts) {
    let piece: TracedText
    if (part.kind === 'literal' && part.value.length === part.end - part.start) {
      piece = text.slice(part.start, part.end)
    } else {
      const value = part.kind === 'literal' ? part.value : valueOfReference(part, lookup, events)
      piece = wholly(value, text.spanOf(part.start, part.end))
    }
    pieces.push(piece)
    length += piece.value.length
    if (length > LONGEST_EXPANSION) break
  }
  const whole = TracedText.concat(pieces, text.span)
  return length > LONGEST_EXPANSION ? whole.slice(0, LONGEST_EXPANSION) : whole
}

function wholly(value: string, span: Span): TracedText {
  return TracedText.join([{ value, span, whole: true }], span)
}

function valueOfReference(reference: TemplateReference, lookup: Lookup, events: ExpansionEvents): string {
  const { name, operator, operand, replacement } = reference
  const value = lookup(name)
  const expand = (template: Template | undefined) =>
    template ? expandTemplate(template, lookup, events) : ''
  switch (operator) {
    case ':-':
      return value ? value : expand(operand)
    case '-':
      return value ?? expand(operand)
    case ':+':
      return value ? expand(operand) : ''
    case '+':
      return value === undefined ? '' : expand(operand)
    case ':?':
    case '?':
      if (value !== undefined && (value !== '' || operator === '?')) return value
      events.required?.(reference, expand(operand))
      return ''
  }
  if (value === undefined) events.unset?.(reference)
  if (!value || operator === undefined) return value ?? ''
  const pattern = expand(operand)
  if (operator === '#' || operator === '##') return withoutPrefix(value, pattern, operator === '##')
  if (operator === '%' || operator === '%%') return withoutSuffix(value, pattern, operator === '%%')
  return withReplacement(value, pattern, expand(replacement), operator === '//')
}
