import type { AnyRule } from '../engine/rule.ts'
import type { OptionSetting, PolicyProblem } from './policy.ts'
import { didYouMean } from './suggest.ts'

/** The keywords of JSON Schema that the options of our rules are described with. */
interface OptionSchema {
  readonly type?: 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object'
  readonly enum?: readonly unknown[]
  readonly items?: OptionSchema
  readonly additionalProperties?: OptionSchema | boolean
  readonly minimum?: number
  readonly maximum?: number
  readonly pattern?: string
  readonly default?: unknown
}

const TYPE_NAMES = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
} as const

/** The options a rule has when no policy says anything. */
export function defaultOptions(rule: AnyRule): Record<string, unknown> {
  const properties = Object.entries(rule.options?.properties ?? {}) as [string, OptionSchema][]
  return Object.fromEntries(properties.map(([name, schema]) => [name, schema.default]))
}

/** What is wrong with the options a policy gives to a rule. Facts: the schema in the rule's `options`. */
export function* optionProblems(
  rule: AnyRule,
  settings: readonly OptionSetting[],
  address: string,
): Iterable<PolicyProblem> {
  const properties = (rule.options?.properties ?? {}) as Readonly<Record<string, OptionSchema>>
  const names = Object.keys(properties)
  for (const { name, value, valueSpan } of settings) {
    const schema = Object.hasOwn(properties, name.value) ? properties[name.value] : undefined
    const place = `${address}.options.${name.value}`
    if (!schema) {
      const known = names.length === 0 ? ' It has none.' : didYouMean(name.value, names)
      yield { at: name.span, address: place, message: `${rule.id} has no option "${name.value}".${known}` }
      continue
    }
    const wrong = mismatch(value, schema)
    if (wrong !== undefined) yield { at: valueSpan, address: place, message: `${name.value} ${wrong}` }
  }
}

function mismatch(value: unknown, schema: OptionSchema): string | undefined {
  if (schema.enum && !schema.enum.includes(value)) {
    return `cannot be "${String(value)}".${didYouMean(String(value), schema.enum.map(String))}`
  }
  if (schema.type && !hasType(value, schema.type)) return `must be ${TYPE_NAMES[schema.type]}.`
  if (typeof value === 'number') {
    if (schema.minimum !== undefined && value < schema.minimum) return `must be at least ${schema.minimum}.`
    if (schema.maximum !== undefined && value > schema.maximum) return `must be at most ${schema.maximum}.`
  }
  if (typeof value === 'string' && schema.pattern && !new RegExp(schema.pattern, 'u').test(value)) {
    return `must match ${schema.pattern}.`
  }
  return mismatchInside(value, schema)
}

function mismatchInside(value: unknown, schema: OptionSchema): string | undefined {
  const inner = Array.isArray(value) ? schema.items : schema.additionalProperties
  if (typeof inner !== 'object' || typeof value !== 'object' || value === null) return undefined
  for (const [key, item] of Object.entries(value)) {
    const wrong = mismatch(item, inner)
    if (wrong !== undefined) return `(${Array.isArray(value) ? `item ${Number(key) + 1}` : key}) ${wrong}`
  }
  return undefined
}

function hasType(value: unknown, type: NonNullable<OptionSchema['type']>): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value)
    case 'array':
      return Array.isArray(value)
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
    default:
      return typeof value === type
  }
}
