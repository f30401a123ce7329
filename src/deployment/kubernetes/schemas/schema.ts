/** What a value may be, by its JSON type. */
export type JsonType = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null'

/** What a text must look like; see `formats.ts`. */
export type Format =
  | 'quantity'
  | 'date-time'
  | 'base64'
  | 'int32'
  | 'duration'
  | 'date'
  | 'ipv4'
  | 'ipv6'
  | 'uuid'

/**
 * What a value must be: the part of OpenAPI v3 and JSON Schema that manifests are judged by. Kubernetes' own kinds,
 * definitions of custom resources and JSON Schema files are all read into it. What is left out is not demanded.
 */
export interface Schema {
  /** What it is called in messages: `Container`. */
  readonly title?: string | undefined
  readonly types?: readonly JsonType[] | undefined
  /** The API server fills it in where it is not written, before it looks whether the object is valid. */
  readonly hasDefault?: boolean | undefined
  readonly isNullable?: boolean | undefined
  readonly fields?: ReadonlyMap<string, Schema> | undefined
  readonly required?: readonly string[] | undefined
  /**
   * What becomes of a field that `fields` has not: it is kept, the API server drops it with a warning, or the object
   * is refused.
   */
  readonly others?: 'kept' | 'dropped' | 'refused' | undefined
  /** What the values of such fields must be; they are then kept. */
  readonly additional?: Schema | undefined
  readonly items?: Schema | undefined
  /** The words or numbers that are allowed. */
  readonly values?: readonly (string | number | boolean | null)[] | undefined
  readonly format?: Format | undefined
  /** Whether a text matches its pattern. */
  readonly pattern?: Pattern | undefined
  readonly minimum?: Bound | undefined
  readonly maximum?: Bound | undefined
  /** Fewest and most characters, items or fields. */
  readonly size?: Partial<Readonly<Record<'string' | 'array' | 'object', Size>>> | undefined
  readonly allOf?: readonly Schema[] | undefined
  readonly anyOf?: readonly Schema[] | undefined
  readonly oneOf?: readonly Schema[] | undefined
  readonly not?: Schema | undefined
}

export interface Pattern {
  readonly source: string
  matches(text: string): boolean
}

interface Bound {
  readonly value: number
  readonly isExclusive: boolean
}

interface Size {
  readonly least: number
  readonly most: number
}

/** Demands nothing. */
export const ANYTHING: Schema = {}
