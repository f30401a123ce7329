import type { Entry, Mapping, Scalar, Sequence, YamlNode } from '../../documents/yaml/node.ts'
import { type Span, TracedText } from '../../span.ts'

/** A step into a tree: a key of a mapping or an index of a sequence. */
export type Step = string | number
export type Path = readonly Step[]

/** What a new node takes over from the one it stands for. */
interface Origin {
  readonly span: Span
  readonly flow?: boolean
  readonly anchor?: string | undefined
}

class BuiltMapping implements Mapping {
  readonly kind = 'mapping'
  readonly entries: readonly Entry[]
  readonly flow: boolean
  readonly span: Span
  #byKey: Map<string, Entry> | undefined

  constructor(entries: readonly Entry[], origin: Origin) {
    this.entries = entries
    this.flow = origin.flow ?? false
    this.span = origin.span
  }

  get(key: string): YamlNode | undefined {
    return this.entry(key)?.value
  }

  entry(key: string): Entry | undefined {
    this.#byKey ??= new Map(this.entries.map((entry) => [entry.key.text, entry]))
    return this.#byKey.get(key)
  }
}

export function makeMapping(entries: readonly Entry[], origin: Origin): Mapping {
  return new BuiltMapping(entries, origin)
}

export function makeSequence(items: readonly YamlNode[], origin: Origin): Sequence {
  return { kind: 'sequence', items, flow: origin.flow ?? false, span: origin.span }
}

/** A scalar of another text or type that stands where `origin` stands. */
export function makeScalar(
  value: Scalar['value'],
  traced: TracedText,
  origin: { readonly span: Span; readonly style?: Scalar['style'] } = { span: traced.span },
): Scalar {
  return {
    kind: 'scalar',
    value,
    text: traced.value,
    style: origin.style ?? 'plain',
    span: origin.span,
    traced: () => traced,
  }
}

/** A scalar whose text is written nowhere (a default); `span` is what made it necessary. */
export function impliedScalar(value: Scalar['value'], span: Span): Scalar {
  const text = value === null ? '' : String(value)
  return makeScalar(value, TracedText.join([{ value: text, span }], span))
}

/** The same scalar as an object of its own, so that notes about it do not touch its other uses. */
export function copyScalar(scalar: Scalar, value: Scalar['value'] = scalar.value): Scalar {
  return {
    kind: 'scalar',
    value,
    text: scalar.text,
    style: scalar.style,
    span: scalar.span,
    traced: () => scalar.traced(),
  }
}

/** The scalar as the string Compose makes of it where it wants one: `1` is "1", `true` is "true". */
export function stringScalar(scalar: Scalar): Scalar {
  return typeof scalar.value === 'string' ? scalar : copyScalar(scalar, stringOf(scalar))
}

/** A scalar's value as a string; null is empty. */
export function stringOf(scalar: Scalar): string {
  if (typeof scalar.value === 'string') return scalar.value
  if (scalar.value === null) return ''
  return typeof scalar.value === 'number' ? textOfNumber(scalar.value, scalar.text) : String(scalar.value)
}

/** A number as Go writes it; `text` is how the file has it. */
function textOfNumber(value: number, text: string): string {
  if (Object.is(value, -0)) return '-0'
  // Digits beyond what a double holds stay as they are written, up to 64 bits.
  if (/^-?[1-9]\d{15,}$/.test(text) && isWithin64Bits(BigInt(text))) return text
  // Compose's YAML reader takes a leading zero for octal, as YAML 1.1 did: 010 is "8".
  if (/^0[0-7]+$/.test(text)) return String(Number.parseInt(text, 8))
  const isFloat = !Number.isSafeInteger(value) || (/[.e]/i.test(text) && !/^[-+]?0x/i.test(text))
  const [digits, exponent] = value.toExponential().split('e')
  const power = Number(exponent)
  if (!isFloat || (power >= -4 && power < 6)) return String(value)
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}

function isWithin64Bits(value: bigint): boolean {
  return value >= -(2n ** 63n) && value < 2n ** 64n
}

export function makeEntry(key: Scalar, value: YamlNode): Entry {
  const together = key.span.path === value.span.path && value.span.end >= key.span.start
  return { key, value, span: together ? { ...key.span, end: value.span.end } : value.span }
}

/** The entry with another value; the same object where nothing changes. */
export function withValue(entry: Entry, value: YamlNode): Entry {
  return value === entry.value ? entry : { ...entry, value }
}

/** The mapping with `key` set: in its place where it exists, else at the end. */
export function withEntry(mapping: Mapping, entry: Entry): Mapping {
  const key = entry.key.text
  const entries = mapping.entry(key)
    ? mapping.entries.map((existing) => (existing.key.text === key ? entry : existing))
    : [...mapping.entries, entry]
  return makeMapping(entries, mapping)
}

export function withoutKey(mapping: Mapping, key: string): Mapping {
  if (!mapping.entry(key)) return mapping
  return makeMapping(
    mapping.entries.filter((entry) => entry.key.text !== key),
    mapping,
  )
}

export function isNull(node: YamlNode | undefined): boolean {
  return node === undefined || (node.kind === 'scalar' && node.value === null)
}

export function asMapping(node: YamlNode | undefined): Mapping | undefined {
  return node?.kind === 'mapping' ? node : undefined
}

/** The items of a sequence, or the node itself as the only one; nothing for null. */
export function listOf(node: YamlNode | undefined): readonly YamlNode[] {
  if (node === undefined || isNull(node)) return []
  return node.kind === 'sequence' ? node.items : [node]
}

/** The scalar's value where it is a string or a number, as a string; undefined for anything else. */
export function textOf(node: YamlNode | undefined): string | undefined {
  if (node?.kind !== 'scalar' || node.value === null) return undefined
  return stringOf(node)
}

/** The node at `path`, or undefined where the tree does not go that far. */
export function nodeAt(root: YamlNode | undefined, path: Path): YamlNode | undefined {
  let node = root
  for (const step of path) {
    if (node?.kind === 'mapping') node = node.get(String(step))
    else if (node?.kind === 'sequence') node = node.items[Number(step)]
    else return undefined
  }
  return node
}

/** Plain JSON of a tree. */
export function plainOf(node: YamlNode | undefined): unknown {
  if (node === undefined) return null
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'sequence') return node.items.map(plainOf)
  const object: Record<string, unknown> = {}
  for (const entry of node.entries) setOwn(object, entry.key.text, plainOf(entry.value))
  return object
}

/** Sets a key that may be called `__proto__`, as a scanned file may name it. */
export function setOwn(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
  } else object[key] = value
}

/**
 * Things that hold for places of a tree, by patterns such as `services.*.build.args`; `*` is any key or
 * index. Followed step by step while a tree is walked.
 */
export class PathTable<T> {
  value: T | undefined
  readonly #steps = new Map<string, PathTable<T>>()

  static of<T>(patterns: Readonly<Record<string, T>>): PathTable<T> {
    const root = new PathTable<T>()
    for (const [pattern, value] of Object.entries(patterns)) {
      let table = root
      for (const step of pattern.split('.')) {
        let next = table.#steps.get(step)
        if (!next) {
          next = new PathTable<T>()
          table.#steps.set(step, next)
        }
        table = next
      }
      table.value = value
    }
    return root
  }

  /** The same places with something made of each thing. */
  map<U>(make: (value: T) => U): PathTable<U> {
    const table = new PathTable<U>()
    if (this.value !== undefined) table.value = make(this.value)
    for (const [step, next] of this.#steps) table.#steps.set(step, next.map(make))
    return table
  }

  step(step: Step): PathTable<T> | undefined {
    return this.#steps.get(String(step)) ?? this.#steps.get('*')
  }
}
