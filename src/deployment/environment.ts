import type { EndpointPolicy } from '../exchanges/endpoint-policy.ts'
import type { Span } from '../span.ts'

export type EnvironmentKind = 'production' | 'staging' | 'local' | 'test' | 'example'

/** What a policy demands of one variable in one environment (`environments.<name>.variables.<key>`). */
export interface VariableContract {
  readonly name: string
  /** Its place in the policy file, where it has one. */
  readonly span?: Span
  readonly required?: boolean
  readonly equals?: string
  readonly oneOf?: readonly string[]
  readonly matches?: string
  readonly number?: { readonly min?: number; readonly max?: number; readonly integer?: boolean }
  readonly url?: boolean | { readonly schemes?: readonly string[] }
  readonly boolean?: boolean
  readonly secret?: boolean
  readonly minLength?: number
  readonly minEntropy?: number
  /** If one of these and this one is set, all must be. */
  readonly together?: readonly string[]
  /** `hosts`: the value must be a registrable parent domain of every host of the environment. */
  readonly cookieDomainFor?: 'hosts' | readonly string[]
  readonly fernetKey?: boolean
  /** true: a live key (`sk_live_`) must stand here; false: must not. */
  readonly liveKey?: boolean
  /** A browser-public name that may hold what looks like a secret. */
  readonly allowPublic?: boolean
  /** Only these services need it; a service that receives it and is not named is a finding. */
  readonly services?: readonly string[]
}

/** What the policy says of an environment; every field may be left out. */
export interface EnvironmentPolicy {
  readonly name: string
  readonly kind?: EnvironmentKind
  /** Globs of the files that belong to it. */
  readonly files?: readonly string[]
  /** Compose files in merge order; together they are the environment's one stack. */
  readonly compose?: readonly string[]
  readonly hosts?: readonly string[]
  readonly variables?: readonly VariableContract[]
  /** Names of services that must have run to their end before others start. */
  readonly migrations?: readonly string[]
  /** Names of services that serve a static site. */
  readonly staticSites?: readonly string[]
  readonly endpoints?: readonly EndpointPolicy[]
  readonly span?: Span
}

/** An environment that the project is deployed to, as its policy and its file names tell. */
export interface Environment {
  /** `production`, `local`, or `default` where nothing bears a mark. */
  readonly name: string
  readonly kind: EnvironmentKind | 'unmarked'
  /** Production rules judge it: production, staging, and what bears no mark. */
  readonly isProduction: boolean
  readonly policy: EnvironmentPolicy
}
