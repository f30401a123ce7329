import type { Entry, Mapping, Scalar, Sequence, YamlNode } from '../../documents/yaml/node.ts'
import { type Span, TracedText } from '../../span.ts'

// A rendered text is written nowhere. Its nodes are made anew with the places of what they were made of.

/** The same scalar at another place, which it does not stand at character by character. */
export function scalarAt({ kind, value, text, style, tag }: Scalar, span: Span): Scalar {
  return {
    kind,
    value,
    text,
    style,
    span,
    ...(tag !== undefined && { tag }),
    traced: () => TracedText.join([{ value: text, span, whole: true }], span),
  }
}

/** A mapping of some entries. */
export function mappingOf(entries: readonly Entry[], span: Span): Mapping {
  const entry = (key: string) => entries.findLast((each) => each.key.text === key)
  return { kind: 'mapping', entries, flow: false, span, entry, get: (key) => entry(key)?.value }
}

export function sequenceOf(items: readonly YamlNode[], span: Span): Sequence {
  return { kind: 'sequence', items, flow: false, span }
}

/** An entry from its key to the end of its value, where both stand in one file in that order. */
export function entryOf(key: Scalar, value: YamlNode): Entry {
  return { key, value, span: hull(key.span, value.span) }
}

/** From the start of one place to the end of another that follows it in the same file; else the first. */
export function hull(first: Span, last: Span): Span {
  const isOrdered = first.path === last.path && last.end > first.end
  return isOrdered ? { path: first.path, start: first.start, end: last.end } : first
}
