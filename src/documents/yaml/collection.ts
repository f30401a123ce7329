import type { Span } from '../../span.ts'
import type { Entry, Mapping, Sequence, YamlNode } from './node.ts'

/** Below this many entries a walk is faster than making a Map. */
const FEW = 8

export class MappingNode implements Mapping {
  readonly kind = 'mapping'
  readonly entries: readonly Entry[]
  readonly flow: boolean
  readonly span: Span
  declare readonly tag?: string
  declare readonly anchor?: string
  declare readonly merges?: readonly Entry[]
  #byKey: Map<string, Entry> | undefined

  constructor(
    entries: readonly Entry[],
    flow: boolean,
    span: Span,
    tag?: string | undefined,
    anchor?: string | undefined,
    merges: readonly Entry[] = [],
  ) {
    this.entries = entries
    this.flow = flow
    this.span = span
    if (tag !== undefined) this.tag = tag
    if (anchor !== undefined) this.anchor = anchor
    if (merges.length > 0) this.merges = merges
  }

  get(key: string): YamlNode | undefined {
    return this.entry(key)?.value
  }

  entry(key: string): Entry | undefined {
    if (this.entries.length <= FEW) return this.entries.find((entry) => entry.key.text === key)
    this.#byKey ??= new Map(this.entries.map((entry) => [entry.key.text, entry]))
    return this.#byKey.get(key)
  }
}

export class SequenceNode implements Sequence {
  readonly kind = 'sequence'
  readonly items: readonly YamlNode[]
  readonly flow: boolean
  readonly span: Span
  declare readonly tag?: string
  declare readonly anchor?: string

  constructor(
    items: readonly YamlNode[],
    flow: boolean,
    span: Span,
    tag?: string | undefined,
    anchor?: string | undefined,
  ) {
    this.items = items
    this.flow = flow
    this.span = span
    if (tag !== undefined) this.tag = tag
    if (anchor !== undefined) this.anchor = anchor
  }
}

/**
 * Entries as they stand in one mapping: of those with the same key the last one stays.
 * `onTwice` is told of every further one and the first.
 */
export function withoutTwins(
  entries: readonly Entry[],
  onTwice: (again: Entry, first: Entry) => void,
): readonly Entry[] {
  if (entries.length <= FEW && !hasTwins(entries)) return entries
  const firsts = new Map<string, Entry>()
  const lasts = new Map<string, Entry>()
  for (const entry of entries) {
    const first = firsts.get(entry.key.text)
    if (first) onTwice(entry, first)
    else firsts.set(entry.key.text, entry)
    lasts.set(entry.key.text, entry)
  }
  if (firsts.size === entries.length) return entries
  return entries.filter((entry) => lasts.get(entry.key.text) === entry)
}

function hasTwins(entries: readonly Entry[]): boolean {
  for (let later = 1; later < entries.length; later += 1) {
    const key = entries[later]!.key.text
    for (let earlier = 0; earlier < later; earlier += 1) {
      if (entries[earlier]!.key.text === key) return true
    }
  }
  return false
}
