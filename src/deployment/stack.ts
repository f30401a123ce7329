import type { Mapping } from '../documents/yaml/node.ts'
import type { Located, Span } from '../span.ts'
import type { ComposeProblem, ComposeReference } from './compose/model.ts'
import type { Environment, EnvironmentKind } from './environment.ts'
import type { Service } from './service.ts'

/** A network, volume, secret or config of the top level. */
export interface Resource {
  readonly name: Located<string>
  /** `name:` if given: what the engine calls it. */
  readonly engineName: Located<string> | undefined
  /** False where a variable without a value is part of that name. */
  readonly nameIsKnown: boolean
  readonly external: Located<boolean> | undefined
  /** The path of the host that a volume of the local driver is bound to. */
  readonly hostPath: Located<string> | undefined
  /** Paths of the host that a volume's driver is told, of whatever driver. */
  readonly driverPaths: readonly Located<string>[]
  readonly definition: Mapping | undefined
  readonly span: Span
}

/** The services of one set of compose files, merged and interpolated. */
export interface Stack {
  readonly name: Located<string> | undefined
  /** What Compose calls the project: given, written, or made of the folder's name. */
  readonly projectName: string | undefined
  /** The environment its file names or the policy assign it to. */
  readonly mark: EnvironmentKind | undefined
  /** The folder relative paths start from. */
  readonly directory: string
  /** Compose files in merge order, with what they include and extend. */
  readonly files: readonly string[]
  /** The files that are given to `docker compose`, in merge order. */
  readonly composeFiles: readonly string[]
  readonly environment: Environment
  readonly services: ReadonlyMap<string, Service>
  readonly networks: ReadonlyMap<string, Resource>
  readonly volumes: ReadonlyMap<string, Resource>
  readonly secrets: ReadonlyMap<string, Resource>
  readonly configs: ReadonlyMap<string, Resource>
  /** Every `${VARIABLE}` of the files and what became of it. */
  readonly references: readonly ComposeReference[]
  /** What Compose refuses or warns of; syntax errors are with their documents. */
  readonly problems: readonly ComposeProblem[]
  /** The merged tree. */
  readonly definition: Mapping
}
