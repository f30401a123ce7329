import type { Entry, Mapping, Scalar, YamlNode } from '../../documents/yaml/node.ts'
import { TracedText } from '../../span.ts'
import type { Notes } from './notes.ts'
import { copyScalar, makeEntry, makeScalar, stringOf } from './tree.ts'

/**
 * `KEY=value` items, one per entry of a mapping, as Compose writes them before it merges lists. An entry
 * without a value is the bare key; a list of values gives an item for each. Sorted by text.
 */
export function assignmentsOf(mapping: Mapping, notes: Notes): Scalar[] {
  const items = mapping.entries.flatMap((entry) => {
    if (entry.value.kind === 'mapping') return []
    const values = entry.value.kind === 'sequence' ? entry.value.items : [entry.value]
    return values.flatMap((value) => (value.kind === 'scalar' ? [assignment(entry, value, notes)] : []))
  })
  return items.sort((one, other) => (one.text < other.text ? -1 : one.text > other.text ? 1 : 0))
}

function assignment(entry: Entry, value: Scalar, notes: Notes): Scalar {
  if (value.value === null) return copyScalar(entry.key, entry.key.text)
  const text =
    typeof value.value === 'string' ? value.traced() : TracedText.verbatim(stringOf(value), value.span)
  const after = { ...entry.key.span, start: entry.key.span.end }
  const between = TracedText.join([{ value: '=', span: after }], after)
  const whole = TracedText.concat([entry.key.traced(), between, text], entry.span)
  const item = makeScalar(whole.value, whole)
  notes.inherit(item, value)
  return item
}

/** What stands before the first separator; the whole where there is none. */
export function keyOf(text: string, separators: RegExp = /=/): string {
  const at = text.search(separators)
  return at === -1 ? text : text.slice(0, at)
}

/** `KEY=value` as an entry: a bare key has the value null, at its own end. */
export function entryOfAssignment(item: Scalar, separators: RegExp, notes: Notes): Entry {
  const traced = item.traced()
  const at = traced.value.search(separators)
  const end = at === -1 ? traced.value.length : at
  const keyText = traced.slice(0, end)
  const key = makeScalar(keyText.value, keyText)
  let value: YamlNode
  if (at === -1) {
    const span = { ...key.span, start: key.span.end }
    value = makeScalar(null, TracedText.verbatim('', span))
  } else {
    const text = traced.slice(at + 1)
    value = makeScalar(text.value, text)
  }
  notes.inherit(value, item)
  const earlier = notes.replaced(item)
  if (earlier?.kind === 'scalar') {
    notes.markReplaced(value, entryOfAssignment(earlier, separators, notes).value)
  }
  return makeEntry(key, value)
}
