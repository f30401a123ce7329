import type { Mapping, YamlNode } from '../../../documents/yaml/node.ts'
import { formatNamed } from './formats.ts'
import { ANYTHING, type JsonType, type Pattern, type Schema } from './schema.ts'

/** How a schema is to be read. */
export interface Reading {
  /**
   * `structural`: of a CustomResourceDefinition, where the API server drops what `properties` does not name.
   * `json-schema`: a JSON Schema file, where it is kept unless the schema says otherwise.
   */
  readonly dialect: 'structural' | 'json-schema'
  /** A structural schema drops nothing: those of v1beta1 did not. */
  readonly keepsUnknown?: boolean
  /** What `metadata` of an object must be. */
  readonly metadata?: Schema | undefined
  /** Makes a pattern that is matched in linear time; undefined where it cannot. Left out, patterns go unjudged. */
  readonly compile?: ((source: string) => Pattern | undefined) | undefined
}

const TYPES: ReadonlySet<string> = new Set<JsonType>([
  'object',
  'array',
  'string',
  'integer',
  'number',
  'boolean',
  'null',
])
/** Schemas come from the project: what is larger than any real one is cut off, and demands nothing there. */
const MOST_NODES = 100_000
const MOST_LEVELS = 100
const LONGEST_PATTERN = 2000

/**
 * Reads a schema that is data of the project. Nothing of it is run: patterns are matched in linear time, and only
 * references within the file itself are followed.
 */
export function readSchema(root: YamlNode, reading: Reading): Schema {
  return new Reader(root, reading).read(root, 0, false)
}

class Reader {
  readonly #root: YamlNode
  readonly #reading: Reading
  readonly #referred = new Map<string, Schema>()
  #nodes = 0

  constructor(root: YamlNode, reading: Reading) {
    this.#root = root
    this.#reading = reading
  }

  /** @param isJunctor it stands in `allOf`, `not` …, which judge values and drop no field */
  read(node: YamlNode, level: number, isJunctor: boolean): Schema {
    this.#nodes += 1
    if (node.kind !== 'mapping' || level > MOST_LEVELS || this.#nodes > MOST_NODES) {
      const refusesAll = node.kind === 'scalar' && node.value === false
      return refusesAll ? { not: ANYTHING } : ANYTHING
    }
    const reference = textOf(node, '$ref')
    if (reference !== undefined) return this.#refer(reference, level, isJunctor)
    const deeper = (each: YamlNode) => this.read(each, level + 1, isJunctor)
    const junctor = (each: YamlNode) => this.read(each, level + 1, true)
    const junctors = (key: string) => listOf(node, key)?.map(junctor)
    const isIntOrString = isTrue(node, 'x-kubernetes-int-or-string')
    const types = isIntOrString ? INT_OR_STRING : typesIn(node)
    const not = node.get('not')
    const format = formatNamed(textOf(node, 'format') ?? '')
    const required = listOf(node, 'required')?.flatMap((each) =>
      each.kind === 'scalar' && typeof each.value === 'string' ? [each.value] : [],
    )
    return {
      ...(types && { types }),
      ...(this.#reading.dialect === 'structural' && node.entry('default') && { hasDefault: true }),
      ...this.#nullability(node, types),
      ...this.#fields(node, deeper, { isJunctor, isRoot: level === 0 }),
      ...(required && { required }),
      ...itemsOf(node, deeper),
      ...valuesOf(node),
      ...(format && { format }),
      ...this.#pattern(node),
      ...boundsOf(node),
      ...sizesOf(node),
      // An int-or-string says the same again in `anyOf`.
      ...(!isIntOrString && { allOf: junctors('allOf'), anyOf: junctors('anyOf') }),
      oneOf: junctors('oneOf'),
      ...(not && { not: junctor(not) }),
    }
  }

  #nullability(node: Mapping, types: readonly JsonType[] | undefined): Pick<Schema, 'isNullable'> {
    if (isTrue(node, 'nullable') || types?.includes('null')) return { isNullable: true }
    return this.#reading.dialect === 'json-schema' ? { isNullable: false } : {}
  }

  #fields(
    node: Mapping,
    read: (each: YamlNode) => Schema,
    { isJunctor, isRoot }: { readonly isJunctor: boolean; readonly isRoot: boolean },
  ): Pick<Schema, 'fields' | 'others' | 'additional'> {
    const properties = node.get('properties')
    const additional = node.get('additionalProperties')
    const fields = new Map<string, Schema>()
    if (properties?.kind === 'mapping') {
      for (const { key, value } of properties.entries) fields.set(key.text, read(value))
    }
    const patterns = node.get('patternProperties') !== undefined
    const isOpen =
      this.#reading.keepsUnknown || isTrue(node, 'x-kubernetes-preserve-unknown-fields') || patterns
    const found = fields.size > 0 ? { fields } : {}
    if (additional?.kind === 'mapping') return { ...found, additional: read(additional) }
    if (this.#reading.dialect === 'json-schema') {
      const isClosed = additional?.kind === 'scalar' && additional.value === false && !patterns
      return { ...found, ...(isClosed && { others: 'refused' }) }
    }
    const isObject = textOf(node, 'type') === 'object'
    const drops = !isOpen && !isJunctor && isObject && additional === undefined
    if (isRoot || isTrue(node, 'x-kubernetes-embedded-resource')) this.#embed(fields)
    return { ...(fields.size > 0 && { fields }), ...(drops && { others: 'dropped' }) }
  }

  /** An object within an object has what every object has. */
  #embed(fields: Map<string, Schema>): void {
    for (const key of ['apiVersion', 'kind']) if (!fields.has(key)) fields.set(key, { types: ['string'] })
    fields.set('metadata', this.#reading.metadata ?? ANYTHING)
  }

  #pattern(node: Mapping): Pick<Schema, 'pattern'> {
    const source = textOf(node, 'pattern')
    if (source === undefined || source.length > LONGEST_PATTERN) return {}
    const pattern = this.#reading.compile?.(source)
    return pattern ? { pattern } : {}
  }

  #refer(reference: string, level: number, isJunctor: boolean): Schema {
    if (!reference.startsWith('#')) return ANYTHING
    const known = this.#referred.get(reference)
    if (known) return known
    const target = this.#find(reference)
    if (!target) return ANYTHING
    // It may lead back to itself, so it is known before it is read.
    const schema: Schema = {}
    this.#referred.set(reference, schema)
    return Object.assign(schema, this.read(target, level + 1, isJunctor))
  }

  #find(reference: string): YamlNode | undefined {
    let node: YamlNode | undefined = this.#root
    for (const part of reference.slice(1).split('/').slice(1)) {
      const key = part.replace(/~1/g, '/').replace(/~0/g, '~')
      if (node?.kind === 'mapping') node = node.get(key)
      else if (node?.kind === 'sequence') node = node.items[Number(key)]
      else return undefined
    }
    return node
  }
}

const INT_OR_STRING: readonly JsonType[] = ['integer', 'string']

function typesIn(node: Mapping): readonly JsonType[] | undefined {
  const type = node.get('type')
  const items = type?.kind === 'sequence' ? type.items : type ? [type] : []
  const types = items.flatMap((each) =>
    each.kind === 'scalar' && TYPES.has(each.text) ? [each.text as JsonType] : [],
  )
  return types.length > 0 && types.length === items.length ? types : undefined
}

function itemsOf(node: Mapping, read: (each: YamlNode) => Schema): Pick<Schema, 'items'> {
  const items = node.get('items')
  return items?.kind === 'mapping' ? { items: read(items) } : {}
}

function valuesOf(node: Mapping): Pick<Schema, 'values'> {
  const constant = node.get('const')
  const nodes = listOf(node, 'enum') ?? (constant ? [constant] : undefined)
  if (!nodes?.every((each) => each.kind === 'scalar')) return {}
  return { values: nodes.map((each) => each.value) }
}

function boundsOf(node: Mapping): Pick<Schema, 'minimum' | 'maximum'> {
  const bound = (inclusive: string, exclusive: string) => {
    const alone = numberOf(node, exclusive)
    if (alone !== undefined) return { value: alone, isExclusive: true }
    const value = numberOf(node, inclusive)
    return value === undefined ? undefined : { value, isExclusive: isTrue(node, exclusive) }
  }
  const minimum = bound('minimum', 'exclusiveMinimum')
  const maximum = bound('maximum', 'exclusiveMaximum')
  return { ...(minimum && { minimum }), ...(maximum && { maximum }) }
}

function sizesOf(node: Mapping): Pick<Schema, 'size'> {
  const size = (least: string, most: string) => {
    const [from, to] = [numberOf(node, least), numberOf(node, most)]
    return from === undefined && to === undefined
      ? undefined
      : { least: from ?? 0, most: to ?? Number.POSITIVE_INFINITY }
  }
  const string = size('minLength', 'maxLength')
  const array = size('minItems', 'maxItems')
  const object = size('minProperties', 'maxProperties')
  if (!string && !array && !object) return {}
  return { size: { ...(string && { string }), ...(array && { array }), ...(object && { object }) } }
}

function textOf(node: Mapping, key: string): string | undefined {
  const value = node.get(key)
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined
}

function numberOf(node: Mapping, key: string): number | undefined {
  const value = node.get(key)
  return value?.kind === 'scalar' && typeof value.value === 'number' ? value.value : undefined
}

function isTrue(node: Mapping, key: string): boolean {
  const value = node.get(key)
  return value?.kind === 'scalar' && value.value === true
}

function listOf(node: Mapping, key: string): readonly YamlNode[] | undefined {
  const value = node.get(key)
  return value?.kind === 'sequence' ? value.items : undefined
}
