import { ANYTHING, type Format, type JsonType, type Schema } from './schema.ts'

/**
 * What build/kubernetes-schemas.js writes for one minor of Kubernetes. A field's text says what it takes: `!` where it
 * is required, `[]` and `{}` for a list and a mapping of what follows, then a letter or the name of a type:
 * `s` text (`s:A B` one of these), `i` and `l` whole numbers of 32 and 64 bits (`i:1 9` in a range), `n` number,
 * `b` boolean, `q` quantity, `x` whole number or text, `t` time, `y` base64, `*` anything.
 */
export interface ApiData {
  /** `36` of 1.36. */
  readonly minor: number
  /** `apps/v1/Deployment` → the name of its type, and 1 where it lies in a namespace. */
  readonly kinds: Readonly<Record<string, readonly [string, number]>>
  /** Kinds that an older minor served, with the last one that is known to. */
  readonly gone: Readonly<Record<string, number>>
  readonly types: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** A type of Kubernetes' own; its fields are read when they are first asked for, as types lead back to themselves. */
class BuiltInType implements Schema {
  readonly title: string
  readonly types: readonly JsonType[] = ['object']
  readonly others = 'dropped'
  readonly required: readonly string[]
  readonly #fields: Readonly<Record<string, string>>
  readonly #schemas: BuiltInSchemas
  #read: ReadonlyMap<string, Schema> | undefined

  constructor(name: string, fields: Readonly<Record<string, string>>, schemas: BuiltInSchemas) {
    this.title = name.replace(/^(?:[A-Z][a-z]+)*?V\d+(?:(?:alpha|beta)\d+)?(?=[A-Z])/, '')
    this.#fields = fields
    this.#schemas = schemas
    this.required = Object.keys(fields).filter((key) => fields[key]!.startsWith('!'))
  }

  get fields(): ReadonlyMap<string, Schema> {
    this.#read ??= new Map(
      Object.entries(this.#fields).map(([key, text]) => [key, this.#schemas.read(text.replace(/^!/, ''))]),
    )
    return this.#read
  }
}

const WHOLE: readonly JsonType[] = ['integer']
const TEXT: readonly JsonType[] = ['string']

const LETTERS: Readonly<Record<string, Schema>> = {
  s: { types: TEXT },
  i: { types: WHOLE, format: 'int32' },
  l: { types: WHOLE },
  n: { types: ['number'] },
  b: { types: ['boolean'] },
  q: { types: ['string', 'number'], format: 'quantity' },
  x: { types: ['integer', 'string'] },
  t: { types: TEXT, format: 'date-time' },
  y: { types: TEXT, format: 'base64' },
  '*': ANYTHING,
}

/** The schemas of Kubernetes' own kinds in one minor. */
export class BuiltInSchemas {
  readonly data: ApiData
  readonly #known = new Map<string, Schema>()

  constructor(data: ApiData) {
    this.data = data
  }

  /** What an object must be; undefined where this minor has no such kind. */
  schemaOf(apiVersion: string, kind: string): Schema | undefined {
    const id = `${apiVersion}/${kind}`
    const [type] = Object.hasOwn(this.data.kinds, id) ? this.data.kinds[id]! : []
    return type === undefined ? undefined : this.read(type)
  }

  /** What every object's `metadata` must be. */
  get metadata(): Schema {
    return this.read('V1ObjectMeta')
  }

  /** Reads a field's text; see `ApiData`. */
  read(text: string): Schema {
    const known = this.#known.get(text)
    if (known) return known
    const schema = this.#make(text)
    this.#known.set(text, schema)
    return schema
  }

  #make(text: string): Schema {
    if (text.startsWith('[]')) return { types: ['array'], items: this.read(text.slice(2)) }
    if (text.startsWith('{}')) return { types: ['object'], additional: this.read(text.slice(2)) }
    const fields = Object.hasOwn(this.data.types, text) ? this.data.types[text] : undefined
    if (fields) return new BuiltInType(text, fields, this)
    const [letter = '', rest] = text.split(':')
    const plain = LETTERS[letter] ?? ANYTHING
    if (rest === undefined) return plain
    if (letter === 's') return { ...plain, values: rest.split(' ') }
    const [least = 0, most = 0] = rest.split(' ').map(Number)
    const format: Format | undefined = plain.format
    return {
      types: plain.types,
      format,
      minimum: { value: least, isExclusive: false },
      maximum: { value: most, isExclusive: false },
    }
  }
}
