import type { YamlNode } from '../../../documents/yaml/node.ts'
import { isFilledIn, isOldBoolean } from '../schemas/node-types.ts'
import { UnknownValue } from './expression-work.ts'

/**
 * A mapping as CEL sees it. To ask for a key that is not written, but that will have a value in the cluster, is to ask
 * for something unknown. The library takes it for an ordinary Map, whatever the keys of a file are called.
 */
export class KnownMap extends Map<unknown, unknown> {
  readonly #unknown: ReadonlySet<string>

  constructor(unknown: ReadonlySet<string> = NONE) {
    super()
    this.#unknown = unknown
  }

  override get(key: unknown): unknown {
    const value = super.get(key)
    if (value === UNKNOWN) throw new UnknownValue(String(key))
    if (value === undefined) this.#ask(key)
    return value
  }

  override has(key: unknown): boolean {
    if (super.has(key)) return true
    this.#ask(key)
    return false
  }

  override *entries(): MapIterator<[unknown, unknown]> {
    for (const key of this.keys()) yield [key, this.get(key)]
  }

  override [Symbol.iterator](): MapIterator<[unknown, unknown]> {
    return this.entries()
  }

  /** Whether it has a value, known or not. */
  isSet(key: string): boolean {
    return super.has(key)
  }

  #ask(key: unknown): void {
    if (typeof key === 'string' && this.#unknown.has(key)) throw new UnknownValue(key)
  }
}
Object.defineProperty(KnownMap.prototype, 'constructor', { value: Map })

/** In the place of a value that nobody knows. */
export const UNKNOWN = Symbol('unknown')

const NONE: ReadonlySet<string> = new Set()

/** Values that are worked out when they are asked for, each once. */
export class LazyMap extends Map<unknown, unknown> {
  readonly #values = new Map<string, () => unknown>()

  /** @param value may throw, each time it is asked for */
  define(name: string, value: () => unknown): void {
    this.#values.set(name, value)
  }

  override get(key: unknown): unknown {
    const known = super.get(key)
    if (known !== undefined || typeof key !== 'string') return known
    const value = this.#values.get(key)?.()
    if (value !== undefined) super.set(key, value)
    return value
  }

  override has(key: unknown): boolean {
    return typeof key === 'string' && this.#values.has(key)
  }
}
Object.defineProperty(LazyMap.prototype, 'constructor', { value: Map })

/** Deeper than any manifest that is one. */
const MOST_LEVELS = 150

/** What a manifest says as a value of CEL: whole numbers are `int`; what is null is not there. */
export function celValue(node: YamlNode, level = 0): unknown {
  if (node.kind === 'scalar') return celScalar(node)
  if (level > MOST_LEVELS) return node.kind === 'sequence' ? [] : new KnownMap()
  if (node.kind === 'sequence') {
    const items = node.items.map((item) => celValue(item, level + 1))
    return items.includes(UNKNOWN) ? UNKNOWN : items
  }
  const map = new KnownMap()
  for (const { key, value } of node.entries) {
    const converted = celValue(value, level + 1)
    if (converted !== null) map.set(key.text, converted)
  }
  return map
}

function celScalar(node: Extract<YamlNode, { kind: 'scalar' }>): unknown {
  const { value } = node
  if (typeof value === 'number') return celNumber(value)
  if (typeof value !== 'string') return value
  if (isFilledIn(value)) return UNKNOWN
  return isOldBoolean(node) ? /^(?:yes|on)$/i.test(value) : value
}

/** JSON does not tell `1.0` from `1`: both are whole. */
export function celNumber(value: number): bigint | number {
  return Number.isSafeInteger(value) ? BigInt(value) : value
}
