import type { Span } from '../span.ts'
import type { EnvFile } from './env-file.ts'
import type { Environment } from './environment.ts'
import type { Stage } from './image.ts'
import type { Container } from './kubernetes/container.ts'
import type { KubernetesObject } from './kubernetes/object.ts'
import type { Service } from './service.ts'

export type VariablePlace =
  | 'env-file'
  | 'service-environment'
  | 'build-argument'
  | 'service-label'
  | 'image-environment'
  | 'image-argument'
  | 'image-label'
  | 'container-environment'
  | 'config-map'
  | 'secret-object'
  | 'workflow-environment'
  | 'workflow-build-argument'
  | 'platform-environment'

/** One assignment of a variable, wherever it is written. */
export interface Variable {
  readonly name: string
  readonly nameSpan: Span
  /** After expansion; undefined where it is inherited or holds something unknown. Never print it: it may be a secret. */
  readonly value: string | undefined
  /** As written, variables and all. */
  readonly written: string
  readonly valueSpan: Span
  /** Name and value. */
  readonly span: Span
  readonly place: VariablePlace
  readonly environment: Environment
  /** `# KEY=value`: switched off by a comment. */
  readonly commentedOut: boolean
  /** The file it stands in is an example or template (`.env.example`). */
  readonly isExample: boolean
  readonly envFile: EnvFile | undefined
  /** The service whose definition holds it. */
  readonly service: Service | undefined
  readonly stage: Stage | undefined
  /** The container of Kubernetes whose `env` holds it. */
  readonly container?: Container
  /** The ConfigMap or Secret whose data holds it. */
  readonly object?: KubernetesObject
}

/** A variable as a container gets it, with everything it won over. */
export interface EffectiveVariable {
  readonly name: string
  readonly value: string | undefined
  readonly origin: Variable
  /** Weaker assignments of the same name, strongest first. */
  readonly overrides: readonly Variable[]
}

/**
 * The place of one part of a variable's value, such as an item of a list; the whole value's where the part is
 * not written there in so many letters.
 */
export function placeOfPart(variable: Variable, part: string): Span {
  const { written, valueSpan } = variable
  const at = written.indexOf(part)
  // An env file's value is kept without its quotes, and its span has them.
  const quote = (valueSpan.end - valueSpan.start - written.length) / 2
  if (at === -1 || part === '' || (quote !== 0 && quote !== 1)) return placeOfValue(variable)
  const start = valueSpan.start + quote + at
  return { ...valueSpan, start, end: start + part.length }
}

/** Where a variable's value stands; its name where the value is empty. */
export function placeOfValue({ valueSpan, nameSpan }: Variable): Span {
  return valueSpan.end > valueSpan.start ? valueSpan : nameSpan
}
