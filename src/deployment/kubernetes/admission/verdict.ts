import type { Span } from '../../../span.ts'
import type { KubernetesObject } from '../object.ts'
import type { Outcome } from './expressions.ts'
import type { Validation, WrittenExpression } from './policies.ts'

/** What a policy, or a rule of a schema, says of an object that is created. */
export interface Verdict {
  /** `unknown`: it could not be judged, for `message`. */
  readonly kind: 'refused' | 'warned' | 'unknown'
  /** For what is unknown, where the expression is written. */
  readonly at: Span
  readonly message: string
  readonly by: WrittenExpression | undefined
  readonly object: KubernetesObject
}

/** What a demand that is not met says of itself. */
export function messageOf(
  { expression, message, messageExpression }: Validation,
  evaluate: (text: string) => Outcome | undefined,
): string {
  const made = messageExpression && evaluate(messageExpression.value)
  if (made && 'value' in made && typeof made.value === 'string' && /^[^\n\r]*\S[^\n\r]*$/.test(made.value)) {
    return made.value.trim()
  }
  return message?.trim() || `${shown(expression)} does not hold`
}

const LONGEST_SHOWN = 160

/** An expression in a message: on one line, and not the whole of a long one. */
export function shown({ value }: WrittenExpression): string {
  const line = value.trim().replace(/\s+/g, ' ')
  return line.length > LONGEST_SHOWN ? `${line.slice(0, LONGEST_SHOWN)}…` : line
}
