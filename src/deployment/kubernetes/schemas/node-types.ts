import type { Scalar, YamlNode } from '../../../documents/yaml/node.ts'
import type { JsonType } from './schema.ts'

/**
 * What a value may be to Kubernetes, which reads YAML 1.1: `yes` is a boolean there, and of `y` and `1_000` nobody can
 * be sure. Undefined where it is not known: a tag, or a text that another tool fills in first.
 */
export function typesOf(node: YamlNode): readonly JsonType[] | undefined {
  if (node.kind === 'mapping') return OBJECT
  if (node.kind === 'sequence') return ARRAY
  if (node.tag === '!!str') return STRING
  if (node.tag !== undefined) return undefined
  if (node.style !== 'plain') return isFilledIn(node.text) ? undefined : STRING
  const { value, text } = node
  if (value === null) return NULL
  if (typeof value === 'boolean') return BOOLEAN
  if (typeof value === 'number') return Number.isInteger(value) ? INTEGER : NUMBER
  if (isOldBoolean(node)) return BOOLEAN
  if (/^[yn]$/i.test(text)) return BOOLEAN_OR_STRING
  if (/^[-+]?\d[\d_]*$/.test(text)) return INTEGER_OR_STRING
  return isFilledIn(text) ? undefined : STRING
}

const OBJECT: readonly JsonType[] = ['object']
const ARRAY: readonly JsonType[] = ['array']
const STRING: readonly JsonType[] = ['string']
const NULL: readonly JsonType[] = ['null']
const BOOLEAN: readonly JsonType[] = ['boolean']
const INTEGER: readonly JsonType[] = ['integer']
const NUMBER: readonly JsonType[] = ['number']
const BOOLEAN_OR_STRING: readonly JsonType[] = ['boolean', 'string']
const INTEGER_OR_STRING: readonly JsonType[] = ['integer', 'string']

/** `yes`, `no`, `on`, `off`: booleans in YAML 1.1, texts since 1.2. */
export function isOldBoolean({ style, text, tag }: Scalar): boolean {
  return (
    style === 'plain' && tag === undefined && /^(?:yes|no|on|off|Yes|No|On|Off|YES|NO|ON|OFF)$/.test(text)
  )
}

/** A place that is filled in before Kubernetes sees it: `${REPLICAS}`, `{{ .Values.port }}`, `<port>`, `__TAG__`. */
export function isFilledIn(text: string): boolean {
  return /\$\{[^}]*\}|\$\([^)]*\)|\{\{|^\$\w+$|^\{\w+\}$|<[^<>]+>|^(?:__|@@|%%?|#\{)[\w.-]+(?:__|@@|%%?|\})(?:#)?$/.test(
    text,
  )
}

/** A value in words: `a mapping`, `the text "two"` is left to the caller. */
export function describeNode(node: YamlNode): string {
  const types = typesOf(node)
  switch (types?.[0]) {
    case 'object':
      return 'a mapping'
    case 'array':
      return 'a list'
    case 'boolean':
      return 'a boolean'
    case 'integer':
    case 'number':
      return 'a number'
    case 'null':
      return 'null'
    default:
      return 'a text'
  }
}

/** A type in words. */
export function describeType(type: JsonType): string {
  const words: Record<JsonType, string> = {
    object: 'a mapping',
    array: 'a list',
    string: 'a text',
    integer: 'a whole number',
    number: 'a number',
    boolean: 'true or false',
    null: 'null',
  }
  return words[type]
}
