import type { Mapping, YamlNode } from '../../../documents/yaml/node.ts'
import type { Fields } from '../fields.ts'
import { celNumber, celValue, KnownMap, UNKNOWN } from './cel-values.ts'
import { type Validation, validationIn } from './policies.ts'

/** A rule of the schema of a custom resource, with the place of an object that it is about. */
export interface PlacedRule extends Validation {
  readonly schema: Fields
  readonly place: Fields
  readonly fieldPath: string | undefined
  /** Asked for an object that is new, with nothing for its old self. */
  readonly isOldSelfOptional: boolean
}

const MOST_LEVELS = 100
const MOST_PLACES = 50_000

/** Every rule of a schema; `place` is that of the schema itself. */
export function rulesIn(schema: Fields): readonly { readonly field: Fields; readonly schema: Fields }[] {
  const found: { field: Fields; schema: Fields }[] = []
  const visit = (part: Fields, level: number) => {
    if (!part.isMapping || level > MOST_LEVELS || found.length > MOST_PLACES) return
    for (const field of part.list('x-kubernetes-validations')) found.push({ field, schema: part })
    for (const each of part.entries('properties')) visit(each, level + 1)
    visit(part.at('items'), level + 1)
    visit(part.at('additionalProperties'), level + 1)
  }
  visit(schema, 0)
  return found
}

/** The rules of a schema that hold for a part of an object, and for all within it. */
export function* rulesFor(
  object: Fields,
  schema: Fields,
  left = { places: MOST_PLACES },
): Iterable<PlacedRule> {
  if (!schema.isMapping || !object.isSet || left.places-- <= 0) return
  for (const rule of schema.list('x-kubernetes-validations')) {
    for (const validation of validationIn(rule, 'rule')) {
      yield {
        ...validation,
        schema,
        place: object,
        fieldPath: rule.text('fieldPath')?.value,
        isOldSelfOptional: rule.isTrue('optionalOldSelf'),
      }
    }
  }
  if (object.isMapping) {
    for (const entry of object.entries()) {
      const own = schema.at('properties', entry.key!.value)
      yield* rulesFor(entry, own.isMapping ? own : schema.at('additionalProperties'), left)
    }
  } else for (const item of object.list()) yield* rulesFor(item, schema.at('items'), left)
}

/** How a date or a length of time is made for expressions. */
export interface Conversions {
  timestamp(text: string): unknown
  duration(text: string): unknown
}

/**
 * A part of a custom resource as its rules see it: with the defaults of its schema, without fields that the schema does
 * not know, and each value of the type that it names.
 */
export function selfValue(object: Fields, schema: Fields, conversions: Conversions): unknown {
  const isRoot = object.parent === undefined
  return convert(object.node, schema.node, { conversions, isRoot }, 0)
}

interface Converting {
  readonly conversions: Conversions
  readonly isRoot: boolean
}

function convert(
  node: YamlNode | undefined,
  schema: YamlNode | undefined,
  converting: Converting,
  level: number,
): unknown {
  if (schema?.kind !== 'mapping' || level > MOST_LEVELS) return node ? celValue(node) : undefined
  const written = node && !(node.kind === 'scalar' && node.value === null && !isTrue(schema, 'nullable'))
  const present = written ? node : schema.get('default')
  if (!present) return undefined
  if (present.kind === 'sequence') {
    const items = present.items.map((item) => convert(item, schema.get('items'), converting, level + 1))
    return items.includes(UNKNOWN) ? UNKNOWN : items.filter((item) => item !== undefined)
  }
  if (present.kind === 'mapping') return convertMapping(present, schema, converting, level)
  return convertScalar(celValue(present), schema, converting.conversions)
}

function convertMapping(node: Mapping, schema: Mapping, converting: Converting, level: number): KnownMap {
  const map = new KnownMap()
  const properties = schema.get('properties')
  const additional = schema.get('additionalProperties')
  const keepsUnknown = isTrue(schema, 'x-kubernetes-preserve-unknown-fields')
  const isEmbedded = (level === 0 && converting.isRoot) || isTrue(schema, 'x-kubernetes-embedded-resource')
  const fields = new Map(
    properties?.kind === 'mapping' ? properties.entries.map((each) => [each.key.text, each.value]) : [],
  )
  for (const { key, value } of node.entries) {
    const own = fields.get(key.text) ?? additional
    if (isEmbedded && ['apiVersion', 'kind', 'metadata'].includes(key.text))
      map.set(key.text, celValue(value))
    else if (own?.kind === 'mapping' || keepsUnknown) {
      const converted = own ? convert(value, own, converting, level + 1) : celValue(value)
      // In a map keys are data; a field is written so that CEL takes it for a name.
      const name = fields.has(key.text) ? escaped(key.text) : key.text
      if (converted !== undefined && !(converted === null && !isNullable(own))) map.set(name, converted)
    }
  }
  for (const [key, own] of fields) {
    if (node.entry(key)) continue
    const filled =
      own.kind === 'mapping' && own.entry('default')
        ? convert(undefined, own, converting, level + 1)
        : undefined
    if (filled !== undefined) map.set(escaped(key), filled)
  }
  return map
}

function convertScalar(value: unknown, schema: Mapping, conversions: Conversions): unknown {
  const [type, format] = [textOf(schema, 'type'), textOf(schema, 'format')]
  if (typeof value === 'bigint' && type === 'number') return Number(value)
  if (typeof value === 'number' && type === 'integer') return celNumber(value)
  if (typeof value !== 'string' || type !== 'string') return value
  if (format === 'date-time') return conversions.timestamp(value)
  if (format === 'date') return conversions.timestamp(`${value}T00:00:00Z`)
  if (format === 'duration') return conversions.duration(value)
  return format === 'byte' ? Buffer.from(value, 'base64') : value
}

function isNullable(schema: YamlNode | undefined): boolean {
  return schema?.kind === 'mapping' && isTrue(schema, 'nullable')
}

const RESERVED =
  /^(?:true|false|null|in|as|break|const|continue|else|for|function|if|import|let|loop|package|namespace|return)$/

/** As the API server names fields whose names are none to CEL (k8s.io/apiserver/pkg/cel/escaping). */
function escaped(name: string): string {
  if (RESERVED.test(name)) return `__${name}__`
  return name
    .replaceAll('__', '__underscores__')
    .replaceAll('.', '__dot__')
    .replaceAll('-', '__dash__')
    .replaceAll('/', '__slash__')
}

function isTrue(node: Mapping, key: string): boolean {
  const value = node.get(key)
  return value?.kind === 'scalar' && value.value === true
}

function textOf(node: Mapping, key: string): string | undefined {
  const value = node.get(key)
  return value?.kind === 'scalar' ? value.text : undefined
}
