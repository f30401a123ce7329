import { brokenTerms } from './contracts.ts'
import type { EnvFile } from './env-file.ts'
import type { VariableContract } from './environment.ts'
import { makeEnvironment } from './environment-marks.ts'
import { folderOf } from './paths.ts'
import type { ProjectFiles } from './project-files.ts'

/** Names under which a description of env files stands beside them, or at the root of the project. */
const NAMES = ['dotenv-schema.json', '.env.schema.json']

/** A schema of dotenv-linter: what each key of the env files beside it must hold. */
export interface EnvSchema {
  readonly path: string
  readonly keys: ReadonlyMap<string, SchemaEntry>
  readonly allowsOtherKeys: boolean
}

interface SchemaEntry {
  readonly contract: VariableContract
  readonly isEmail: boolean
}

const TERMS: Readonly<Record<string, Omit<VariableContract, 'name'>>> = {
  Integer: { number: { integer: true } },
  Float: { number: {} },
  Boolean: { oneOf: ['true', 'false'] },
  Url: { url: true },
}

/** The schema that describes an env file, if the project has one; undefined too where it cannot be read. */
export function schemaOf({ path }: EnvFile, files: ProjectFiles): EnvSchema | undefined {
  const folders = [...new Set([folderOf(path), ''])]
  for (const folder of folders) {
    for (const name of NAMES) {
      const schemaPath = folder === '' ? name : `${folder}/${name}`
      const text = files.kindOf(schemaPath) === 'file' ? files.text(schemaPath) : undefined
      const schema = text === undefined ? undefined : readSchema(schemaPath, text)
      if (schema) return schema
    }
  }
  return undefined
}

function readSchema(path: string, text: string): EnvSchema | undefined {
  let schema: unknown
  try {
    schema = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!isObject(schema) || !isObject(schema.entries)) return undefined
  const keys = new Map<string, SchemaEntry>()
  for (const [name, entry] of Object.entries(schema.entries)) {
    if (!isObject(entry)) continue
    const type = typeof entry.type === 'string' ? entry.type : ''
    const terms = Object.hasOwn(TERMS, type) ? TERMS[type] : {}
    const contract = { name, ...terms, required: entry.required === true }
    keys.set(name, { contract, isEmail: type === 'Email' })
  }
  return { path, keys, allowsOtherKeys: schema.allow_other_keys === true }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const NOWHERE = makeEnvironment({ name: 'default' }, 'unmarked')

/** What a value lacks of its schema, as the end of a sentence that begins with the key. The value is not in it. */
export function* schemaFaults({ contract, isEmail }: SchemaEntry, value: string): Iterable<string> {
  yield* brokenTerms(contract, value, NOWHERE)
  if (isEmail && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) yield 'must be an email address'
}
