import type { Scalar } from '../documents/yaml/node.ts'
import type { Span } from '../span.ts'
import { type FieldPath, parseFieldPath } from './field-paths.ts'
import type { RecordType } from './projection.ts'

/** The message of a check with its `{field}` places. */
export interface Message {
  readonly errors: readonly { readonly at: Span; readonly message: string }[]
  render(subject: unknown): string
}

/** `{{` and `}}` are braces; `{name}` is a place. */
const PARTS = /\{\{|\}\}|\{([^{}]*)\}/g

/** Reads a message; fields that do not exist or may hold a secret are errors at their place in the policy. */
export function parseMessage(source: Scalar, subjectName: string, record: RecordType): Message {
  const errors: { at: Span; message: string }[] = []
  const parts: (string | FieldPath)[] = []
  let from = 0
  for (const match of source.text.matchAll(PARTS)) {
    parts.push(source.text.slice(from, match.index))
    from = match.index + match[0].length
    const path = match[1]
    if (path === undefined) {
      parts.push(match[0][0]!)
      continue
    }
    const fail = (message: string) => errors.push({ at: source.traced().spanOf(match.index, from), message })
    const field = parseFieldPath(path, subjectName, record)
    if ('error' in field) fail(`${field.error} For a brace as such write {{.`)
    else if (field.secret) fail(`${path} may hold a secret, and messages are read by many; leave it out.`)
    else if (!field.printable) fail(`${path} is no text; name one of its fields.`)
    else parts.push(field)
  }
  parts.push(source.text.slice(from))
  return {
    errors,
    render: (subject) =>
      parts.map((part) => (typeof part === 'string' ? part : part.textOf(subject))).join(''),
  }
}
