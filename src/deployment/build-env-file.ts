import type { EnvDocument, EnvEntry } from '../documents/env/document.ts'
import { envValues } from '../documents/env/values.ts'
import { expandTemplate, parseTemplate } from '../documents/template.ts'
import type { EnvFile } from './env-file.ts'
import type { Environment, EnvironmentKind } from './environment.ts'
import { environmentOfMark } from './environment-marks.ts'
import type { Service } from './service.ts'
import type { Variable } from './variable.ts'

/**
 * Makes an env file of a document.
 * @param isOverridden whether a file of the same folder that is marked for production sets the key again
 */
export function buildEnvFile(
  document: EnvDocument,
  mark: EnvironmentKind | undefined,
  isTracked: boolean | undefined,
  isOverridden: (key: string) => boolean,
): EnvFile {
  const environment = environmentOfMark(mark)
  // What production sets anew in a file of its own, the unmarked file sets for everybody else.
  const elsewhere: Environment = { ...environment, isProduction: false }
  const { values } = envValues(document, {})
  const receivers: Service[] = []
  const variables: Variable[] = []
  const isExample = mark === 'example'
  const file: EnvFile = { path: document.path, document, mark, isExample, isTracked, receivers, variables }
  const add = (entry: EnvEntry, commentedOut: boolean, isLast: boolean) =>
    variables.push({
      name: entry.key,
      nameSpan: entry.keySpan,
      value: knownValue(entry, isLast && !commentedOut ? values : undefined),
      written: entry.value.value,
      valueSpan: entry.valueSpan,
      span: entry.span,
      place: 'env-file',
      environment: mark === undefined && isOverridden(entry.key) ? elsewhere : environment,
      commentedOut,
      isExample,
      envFile: file,
      service: undefined,
      stage: undefined,
    })
  const lastOf = new Map(document.entries.map((entry, index) => [entry.key, index]))
  for (const [index, entry] of document.entries.entries()) add(entry, false, lastOf.get(entry.key) === index)
  for (const entry of document.disabled) add(entry, true, false)
  return file
}

/** Notes that a service reads a file; the model is made of both and neither can come first. */
export function noteReceiver(file: EnvFile, service: Service): void {
  if (!file.receivers.includes(service)) (file.receivers as Service[]).push(service)
}

/**
 * A value with references is known only by the expansion of the whole file, which knows the last of a key, and
 * only where each of them has a value in the file or a default: the shell may bring the others.
 */
function knownValue(entry: EnvEntry, values: ReadonlyMap<string, string> | undefined): string | undefined {
  if (entry.quote === 'absent') return undefined
  const text = entry.value.value
  if (entry.quote === 'single' || !text.includes('$')) return text
  let isKnown = values !== undefined
  const outside = () => {
    isKnown = false
  }
  expandTemplate(parseTemplate(text, 'compose'), (name) => values?.get(name), {
    unset: outside,
    required: outside,
  })
  return isKnown ? values?.get(entry.key) : undefined
}
