import type { Environment as CelEnvironment } from '@marcbachmann/cel-js'
import type { Span } from '../span.ts'

/**
 * The model as expressions see it: records with named, typed fields. A field that is absent is not there
 * (`has()` is false); one whose value nobody knows throws `UnknownValue` when it is read, which the logic of
 * CEL carries through `&&` and `||` as it must, so that an expression is true, false or unknown.
 */
export class UnknownValue extends Error {}

/** What a field says when its value cannot be known. */
export const UNKNOWN = Symbol('unknown')

/** `undefined` is absent. */
export type Reading =
  | { readonly value: unknown; readonly span?: Span | undefined }
  | undefined
  | typeof UNKNOWN

export type FieldType =
  | 'string'
  | 'int'
  | 'bool'
  | 'list<string>'
  | 'list<int>'
  | 'map<string, string>'
  | 'map<string, dyn>'
  | RecordType
  | { readonly listOf: RecordType }

export interface Field {
  readonly type: FieldType
  /** Its value may hold a secret: expressions may judge it, messages may not print it. */
  readonly secret: boolean
  // biome-ignore lint/suspicious/noExplicitAny: one table holds the fields of all records
  read(subject: any): Reading
  /** Where one entry of a map stands. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  spanOfKey?(subject: any, key: string): Span | undefined
}

/** A kind of record: its name in CEL and its fields. */
export interface RecordType {
  readonly name: string
  readonly fields: Readonly<Record<string, Field>>
}

type RecordClass = new (subject: unknown) => object

const classes = new WeakMap<RecordType, RecordClass>()

/** The record of a subject: an object whose fields are read when an expression asks for them. */
export function recordOf(type: RecordType, subject: unknown): object {
  return new (classOf(type))(subject)
}

/** Makes a record type and all it refers to known to CEL, each once. */
export function registerRecord(environment: CelEnvironment, type: RecordType, done: Set<RecordType>): void {
  if (done.has(type)) return
  done.add(type)
  for (const field of Object.values(type.fields)) {
    const inner = recordIn(field.type)
    if (inner) registerRecord(environment, inner, done)
  }
  const fields = Object.fromEntries(
    Object.entries(type.fields).map(([name, field]) => [name, celType(field.type)]),
  )
  environment.registerType(type.name, { ctor: classOf(type), fields })
}

/** The record type that a field holds, alone or in a list. */
export function recordIn(type: FieldType): RecordType | undefined {
  if (typeof type === 'string') return undefined
  return 'listOf' in type ? type.listOf : type
}

/** Whether a field is a record of its own, so that a path can go on below it. */
export function isRecord(type: FieldType): type is RecordType {
  return typeof type !== 'string' && 'fields' in type
}

/** A map for CEL out of entries, some of which may be unknown; `complete` false: names not listed may exist. */
export function unknowableMap(
  entries: Iterable<readonly [string, string | typeof UNKNOWN]>,
  complete: boolean,
): object {
  const map: object = Object.create(null)
  for (const [name, value] of entries) {
    const get = () => {
      if (value === UNKNOWN) throw new UnknownValue(name)
      return value
    }
    Object.defineProperty(map, name, { get, enumerable: true, configurable: true })
  }
  if (complete) return map
  const unlessKnown = <T>(name: string | symbol, result: T): T => {
    if (typeof name === 'string' && name !== 'constructor' && !Object.hasOwn(map, name))
      throw new UnknownValue(name)
    return result
  }
  return new Proxy(map, {
    get: (target, name) => unlessKnown(name, Reflect.get(target, name)),
    has: (target, name) => unlessKnown(name, Reflect.has(target, name)),
    getOwnPropertyDescriptor: (target, name) =>
      unlessKnown(name, Reflect.getOwnPropertyDescriptor(target, name)),
    ownKeys: () => {
      throw new UnknownValue('names')
    },
  })
}

/** Plain data as CEL wants it: whole numbers are `bigint`, null is absent. */
export function celValue(plain: unknown): unknown {
  if (typeof plain === 'number') return Number.isSafeInteger(plain) ? BigInt(plain) : plain
  if (Array.isArray(plain)) return plain.map(celValue)
  if (typeof plain !== 'object' || plain === null) return plain
  return Object.fromEntries(Object.entries(plain).map(([key, value]) => [key, celValue(value)]))
}

function celType(type: FieldType): string {
  if (typeof type === 'string') return type
  return 'listOf' in type ? `list<${type.listOf.name}>` : type.name
}

function classOf(type: RecordType): RecordClass {
  const known = classes.get(type)
  if (known) return known
  // A private field, so that no expression can reach the subject itself.
  class Projected {
    readonly #subject: unknown
    constructor(subject: unknown) {
      this.#subject = subject
    }
    static subjectOf(record: Projected): unknown {
      return record.#subject
    }
  }
  for (const [name, field] of Object.entries(type.fields)) {
    const get = function (this: Projected): unknown {
      return toCel(field, field.read(Projected.subjectOf(this)))
    }
    Object.defineProperty(Projected.prototype, name, { get, enumerable: true })
  }
  classes.set(type, Projected)
  return Projected
}

function toCel(field: Field, reading: Reading): unknown {
  if (reading === UNKNOWN) throw new UnknownValue()
  if (reading === undefined) return undefined
  const { type } = field
  const { value } = reading
  if (type === 'int') return BigInt(value as number)
  if (type === 'list<int>') return (value as readonly number[]).map(BigInt)
  if (typeof type === 'string') return value
  if ('listOf' in type) return (value as readonly unknown[]).map((item) => recordOf(type.listOf, item))
  return recordOf(type, value)
}
