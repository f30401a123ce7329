import type { Entry, YamlNode } from '../../documents/yaml/node.ts'
import type { Located, Span } from '../../span.ts'
import { parseQuantity, type Quantity } from './quantities.ts'

/** A step into a tree: a key of a mapping or an index of a list. */
export type Step = string | number

/**
 * A place in a manifest, written or not, and a lenient way on from it: what is absent, null or of another shape
 * than asked for is undefined or an empty list, never an error. Every answer knows its span.
 */
export class Fields {
  /** What stands there; undefined where nothing is written. */
  readonly node: YamlNode | undefined
  readonly parent: Fields | undefined
  /** The key under which it stands, or its index in a list; undefined for a whole object. */
  readonly step: Step | undefined
  /** Key and value, where it is the value of a written key. */
  readonly entry: Entry | undefined

  constructor(
    node: YamlNode | undefined,
    parent: Fields | undefined = undefined,
    step: Step | undefined = undefined,
    entry: Entry | undefined = undefined,
  ) {
    this.node = node
    this.parent = parent
    this.step = step
    this.entry = entry
  }

  /** The place further down; it can be asked on where nothing is written there. */
  at(...path: readonly Step[]): Fields {
    let here: Fields = this
    for (const step of path) here = here.#child(step)
    return here
  }

  #child(step: Step): Fields {
    const { node } = this
    if (typeof step === 'number') {
      return new Fields(node?.kind === 'sequence' ? node.items[step] : undefined, this, step)
    }
    const entry = node?.kind === 'mapping' ? node.entry(step) : undefined
    return new Fields(entry?.value, this, step, entry)
  }

  #nodeAt(path: readonly Step[]): YamlNode | undefined {
    let { node } = this
    for (const step of path) {
      if (typeof step === 'number') node = node?.kind === 'sequence' ? node.items[step] : undefined
      else node = node?.kind === 'mapping' ? node.get(step) : undefined
    }
    return node
  }

  /** A scalar as text: strings, and numbers and booleans as they are written. */
  text(...path: readonly Step[]): Located<string> | undefined {
    const node = this.#nodeAt(path)
    return node?.kind === 'scalar' && node.value !== null ? { value: node.text, span: node.span } : undefined
  }

  /** A scalar that is a number; digits in quotes are none. */
  number(...path: readonly Step[]): Located<number> | undefined {
    const node = this.#nodeAt(path)
    return node?.kind === 'scalar' && typeof node.value === 'number'
      ? { value: node.value, span: node.span }
      : undefined
  }

  /** A scalar that is a boolean, `yes` and `off` too: Kubernetes reads YAML 1.1. */
  boolean(...path: readonly Step[]): Located<boolean> | undefined {
    const node = this.#nodeAt(path)
    if (node?.kind !== 'scalar') return undefined
    if (typeof node.value === 'boolean') return { value: node.value, span: node.span }
    if (node.style !== 'plain' || !/^(?:yes|no|on|off)$/i.test(node.text)) return undefined
    return { value: /^(?:yes|on)$/i.test(node.text), span: node.span }
  }

  /** Whether the field is written and true. */
  isTrue(...path: readonly Step[]): boolean {
    return this.boolean(...path)?.value === true
  }

  /** Whether the field is written and false, which is not the same as not written. */
  isFalse(...path: readonly Step[]): boolean {
    return this.boolean(...path)?.value === false
  }

  /** A resource quantity (`100m`, `1Gi`, `2`); undefined where it is none. */
  quantity(...path: readonly Step[]): Located<Quantity> | undefined {
    const text = this.text(...path)
    const value = text && parseQuantity(text.value)
    return text && value && { value, span: text.span }
  }

  /** The items of a list. */
  list(...path: readonly Step[]): readonly Fields[] {
    const here = path.length === 0 ? this : this.at(...path)
    const { node } = here
    return node?.kind === 'sequence' ? node.items.map((item, index) => new Fields(item, here, index)) : []
  }

  /** The scalars of a list, as `text` reads them. */
  texts(...path: readonly Step[]): readonly Located<string>[] {
    const node = this.#nodeAt(path)
    if (node?.kind !== 'sequence') return []
    return node.items.flatMap((item) =>
      item.kind === 'scalar' && item.value !== null ? [{ value: item.text, span: item.span }] : [],
    )
  }

  /** The values of a mapping, each with its `key`. */
  entries(...path: readonly Step[]): readonly Fields[] {
    const here = path.length === 0 ? this : this.at(...path)
    const { node } = here
    return node?.kind === 'mapping'
      ? node.entries.map((entry) => new Fields(entry.value, here, entry.key.text, entry))
      : []
  }

  /** A mapping of names to scalars, such as labels; what is no scalar is left out. */
  map(...path: readonly Step[]): ReadonlyMap<string, Located<string>> {
    const node = this.#nodeAt(path)
    const map = new Map<string, Located<string>>()
    if (node?.kind !== 'mapping') return map
    for (const { key, value } of node.entries) {
      if (value.kind === 'scalar' && value.value !== null) {
        map.set(key.text, { value: value.text, span: value.span })
      }
    }
    return map
  }

  /** Whether its key or item is written, though it may be null. */
  get isWritten(): boolean {
    return this.node !== undefined
  }

  /** Whether it is written and not null. */
  get isSet(): boolean {
    return this.node !== undefined && !(this.node.kind === 'scalar' && this.node.value === null)
  }

  get isMapping(): boolean {
    return this.node?.kind === 'mapping'
  }

  get isList(): boolean {
    return this.node?.kind === 'sequence'
  }

  /** A list or mapping without anything in it, or a field that is not set. */
  get isEmpty(): boolean {
    const { node } = this
    if (node?.kind === 'mapping') return node.entries.length === 0
    if (node?.kind === 'sequence') return node.items.length === 0
    return !this.isSet
  }

  /** The key as it is written; undefined for an item of a list and for what is not written. */
  get key(): Located<string> | undefined {
    return this.entry && { value: this.entry.key.text, span: this.entry.key.span }
  }

  /** The whole value. */
  get span(): Span | undefined {
    return this.node?.span
  }

  /** Where a finding about it points: its value, the key of what holds more, or of the nearest thing written. */
  get place(): Span {
    const { node, entry, parent } = this
    if (node?.kind === 'scalar' && node.span.end > node.span.start) return node.span
    if (entry) return entry.key.span
    if (node) return this.heading ?? firstOf(node) ?? node.span
    return parent!.place
  }

  /** What names an item of a list or an object, to point at in place of its whole text. */
  protected get heading(): Span | undefined {
    return this.text('name')?.span
  }

  /** Where it stands in its object: `spec.template.spec.containers[0].image`. */
  get address(): string {
    if (this.parent === undefined || this.step === undefined) return ''
    const above = this.parent.address
    if (typeof this.step === 'number') return `${above}[${this.step}]`
    return above === '' ? this.step : `${above}.${this.step}`
  }
}

function firstOf(node: YamlNode): Span | undefined {
  if (node.kind === 'mapping') return node.entries[0]?.key.span
  return node.kind === 'sequence' && node.items[0]?.kind === 'scalar' ? node.items[0].span : undefined
}
