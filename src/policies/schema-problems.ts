import type { ErrorObject } from 'ajv'
import type { Entry, YamlNode } from '../documents/yaml/node.ts'
import type { Span } from '../span.ts'
import type { PolicyProblem } from './policy.ts'
import { didYouMean, nearest } from './suggest.ts'

interface Place {
  readonly node: YamlNode
  /** The entry whose value the node is. */
  readonly entry: Entry | undefined
  readonly address: string
}

/** What to say where an expression such as `!has(service.user)` stands without quotes. */
export const TAGGED = 'For YAML, what begins with "!" is a tag; put the whole of it in quotes.'

const TYPE_NAMES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  object: 'a mapping',
  string: 'a text',
}

/** What people write where a policy wants `off` and `on`, and the peers' names of our severities. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  none: 'off',
  disable: 'off',
  disabled: 'off',
  ignore: 'off',
  enable: 'on',
  enabled: 'on',
  warn: 'warning',
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'info',
  note: 'info',
  notice: 'info',
  dev: 'local',
  development: 'local',
}

/**
 * Turns the errors of the policy schema into problems at the key or value that is wrong, with what was
 * probably meant. The source of allowed keys is the schema itself.
 */
export function schemaProblems(errors: readonly ErrorObject[], root: YamlNode): PolicyProblem[] {
  const problems: PolicyProblem[] = []
  const missing = new Map<string, { place: Place; names: string[] }>()
  for (const error of errors) {
    const place = placeOf(error.instancePath, root)
    if (error.keyword === 'required') {
      const known = missing.get(error.instancePath) ?? { place, names: [] }
      known.names.push(String(error.params.missingProperty))
      missing.set(error.instancePath, known)
      continue
    }
    const problem = problemOf(error, place)
    if (problem) problems.push(problem)
  }
  for (const { place, names } of missing.values()) {
    const message = `${names.length > 1 ? 'Keys are' : 'A key is'} missing: ${names.join(', ')}.`
    problems.push({
      at: place.entry?.key.span ?? firstLine(place.node.span),
      address: place.address,
      message,
    })
  }
  return problems
}

function problemOf(error: ErrorObject, place: Place): PolicyProblem | undefined {
  const { params, keyword } = error
  const { node, address } = place
  const written = node.kind === 'scalar' ? node.text : ''
  const say = (message: string, at = node.span): PolicyProblem => ({ at, address, message })
  switch (keyword) {
    case 'additionalProperties': {
      const key = String(params.additionalProperty)
      const at = (node.kind === 'mapping' && node.entry(key)?.key.span) || node.span
      const allowed = Object.keys(error.parentSchema?.properties ?? {})
      return { at, address: join(address, key), message: `Unknown key "${key}".${hint(key, allowed)}` }
    }
    case 'enum':
      return say(`"${written}" is not allowed here.${hint(written, params.allowedValues as string[])}`)
    case 'const':
      return say(`"${written}" is not allowed here.${hint(written, [String(params.allowedValue)])}`)
    case 'type': {
      const types = [params.type].flat() as string[]
      if (node.tag !== undefined) return say(TAGGED)
      if (isSwitch(types, node)) return say(`Write ${node.value ? 'on' : 'off'} instead of ${written}.`)
      return say(`Must be ${types.map((type) => TYPE_NAMES[type] ?? type).join(' or ')}.`)
    }
    case 'propertyNames': {
      const key = String(params.propertyName)
      const at = (node.kind === 'mapping' && node.entry(key)?.key.span) || node.span
      const message = `"${key}" is no id: write words in lower case with dashes between.`
      return { at, address: join(address, key), message }
    }
    case 'pattern': {
      // The error of `propertyNames` says the same at the same key.
      if (error.propertyName !== undefined) return undefined
      const wanted = error.parentSchema?.description ?? params.pattern
      return say(`"${written}" does not have the form wanted here: ${wanted}`)
    }
    case 'minLength':
      return say('Must not be empty.')
    case 'minItems':
    case 'minProperties':
      return say('Must not be empty.')
    case 'minimum':
      return say(`Must be at least ${params.limit}.`)
    case 'if':
      // What failed under `then` has an error of its own.
      return undefined
    default:
      return say(`${error.message ?? 'is wrong'}.`.replace(/^./, (first) => first.toUpperCase()))
  }
}

/** `rules: { x: false }`, as in YAML 1.1 and other linters. */
function isSwitch(types: readonly string[], node: YamlNode): node is YamlNode & { value: boolean } {
  return types.join() === 'string,object' && node.kind === 'scalar' && typeof node.value === 'boolean'
}

function hint(word: string, allowed: readonly string[]): string {
  const other = OTHER_NAMES[word.toLowerCase()]
  const meant = other !== undefined && allowed.includes(other) ? other : undefined
  if (meant !== undefined && nearest(word, allowed) === undefined) return ` Did you mean "${meant}"?`
  return didYouMean(word, allowed)
}

/** Follows a JSON pointer through the tree. */
function placeOf(pointer: string, root: YamlNode): Place {
  let place: Place = { node: root, entry: undefined, address: '' }
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    const { node } = place
    const entry = node.kind === 'mapping' ? node.entry(name) : undefined
    const child = node.kind === 'sequence' ? node.items[Number(name)] : entry?.value
    if (!child) return place
    const address = node.kind === 'sequence' ? `${place.address}[${name}]` : join(place.address, name)
    place = { node: child, entry, address }
  }
  return place
}

function join(address: string, key: string): string {
  return address === '' ? key : `${address}.${key}`
}

/** A missing key of a whole file points at its beginning, not at all of it. */
function firstLine(span: Span): Span {
  return { ...span, end: span.start }
}
