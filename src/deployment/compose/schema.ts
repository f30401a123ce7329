import type { ErrorObject } from 'ajv'
import validate from '../../generated/compose-schema.js'
import type { Path } from './tree.ts'

export interface SchemaProblem {
  /** The value that is wrong; for an unknown or missing key the mapping that has or lacks it. */
  readonly path: Path
  /** The key that is unknown. */
  readonly key?: string
  readonly message: string
}

/**
 * What the Compose schema (schemas/compose.schema.json) has against a merged model as plain JSON, one problem
 * per place.
 */
export function validateCompose(plain: unknown): readonly SchemaProblem[] {
  if (validate(plain)) return []
  const problems = new Map<string, SchemaProblem>()
  for (const error of validate.errors ?? []) {
    const problem = problemOf(error, plain)
    const key = JSON.stringify([problem?.path, problem?.key])
    if (problem && !problems.has(key)) problems.set(key, problem)
  }
  return [...problems.values()]
}

function problemOf(error: ErrorObject, plain: unknown): SchemaProblem | undefined {
  const path = pathOf(error.instancePath, plain)
  const where = path.length === 0 ? 'The compose file' : path.join('.')
  const { params } = error
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(params.additionalProperty)
      return {
        path,
        key,
        message: `Compose knows no key "${key}" ${placeOf(path)}; correct it, or call it x-${key} if it is your own.`,
      }
    }
    case 'type': {
      const types = [params.type].flat() as string[]
      return { path, message: `${where} must be ${types.map(nameOfType).join(' or ')}.` }
    }
    case 'required':
      return { path, message: `${where} needs the key "${params.missingProperty}".` }
    case 'enum':
      return { path, message: `${where} must be one of ${(params.allowedValues as unknown[]).join(', ')}.` }
    case 'const':
      return { path, message: `${where} must be ${JSON.stringify(params.allowedValue)}.` }
    case 'minimum':
      return { path, message: `${where} must be ${params.limit} or more.` }
    case 'maximum':
      return { path, message: `${where} must be ${params.limit} or less.` }
    case 'pattern':
      return { path, message: `${where} has a value that is none of those it can have.` }
    case 'uniqueItems':
      return { path: [...path, Math.max(params.i, params.j)], message: `${where} has an item twice.` }
    case 'if':
      // The branch that failed has said why.
      return undefined
    default:
      return { path, message: `${where} ${error.message ?? 'is not as it must be'}.` }
  }
}

function placeOf(path: Path): string {
  return path.length === 0 ? 'at the top level' : `in ${path.join('.')}`
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  null: 'empty',
  number: 'a number',
  object: 'a mapping',
  string: 'a string',
}

function nameOfType(type: string): string {
  return TYPE_NAMES[type] ?? type
}

/** A JSON pointer as steps into the value. */
function pathOf(pointer: string, plain: unknown): Path {
  let at = plain
  return pointer
    .split('/')
    .slice(1)
    .map((part) => {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
      const step = Array.isArray(at) ? Number(key) : key
      at = (at as Record<string | number, unknown> | undefined)?.[step]
      return step
    })
}
