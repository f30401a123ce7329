import type { DocumentProblem } from '../../documents/document.ts'
import { parseEnv } from '../../documents/env/parse.ts'
import { envValues } from '../../documents/env/values.ts'
import { joinPath } from '../paths.ts'
import type { ReadableFiles } from './reader.ts'

/** The variables that references see. */
export type Variables = ReadonlyMap<string, string>

/** Variables as they are handed in: a map, or an object such as `process.env`. */
export type Environment = Variables | Readonly<Record<string, string | undefined>>

export function variablesOf(environment: Environment): Variables {
  if (environment instanceof Map) return environment
  const variables = new Map<string, string>()
  for (const [name, value] of Object.entries(environment)) if (value !== undefined) variables.set(name, value)
  return variables
}

/** The values of an env file; `variables` are those its references see first. */
export function valuesOfEnvText(
  path: string,
  text: string,
  variables: Variables,
  report: (problems: readonly DocumentProblem[]) => void = () => {},
): Variables {
  const document = parseEnv(path, text)
  const { values, problems } = envValues(document, Object.fromEntries(variables))
  report([...document.problems, ...problems])
  return values
}

/** The shell's variables over those of `.env` in the project directory. */
export function projectVariables(
  files: ReadableFiles,
  projectDirectory: string,
  shell: Environment,
  report?: (problems: readonly DocumentProblem[]) => void,
): Variables {
  const given = variablesOf(shell)
  const path = joinPath(projectDirectory, '.env')
  const text = path === undefined ? undefined : files.text(path)
  if (path === undefined || text === undefined) return given
  return new Map([...valuesOfEnvText(path, text, given, report), ...given])
}
