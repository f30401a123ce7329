import type { EnvironmentPolicy, VariableContract } from '../deployment/environment.ts'
import type { Link } from './chain.ts'
import { rebaseGlob, rebasePath } from './globs.ts'
import { type Origin, originOf } from './settings.ts'

export interface EnvironmentsResult {
  readonly environments: readonly EnvironmentPolicy[]
  /** `environments.production.hosts`, `environments.production.variables.NODE_ENV` → where it is said. */
  readonly origins: ReadonlyMap<string, Origin>
}

/**
 * Joins the environments of a chain of policies, weakest first. A later policy replaces a field of an
 * environment; variables are joined by name and field by field, so that a team's policy can say what is secret
 * and the project's what is required. Globs and paths come out relative to the project root.
 */
export function joinEnvironments(links: readonly Link[]): EnvironmentsResult {
  const environments = new Map<string, EnvironmentPolicy>()
  const origins = new Map<string, Origin>()
  for (const { policy, base } of links) {
    for (const environment of policy.environments) {
      environments.set(environment.name, join(environments.get(environment.name), rebase(environment, base)))
    }
    for (const [address, span] of policy.environmentSpans) {
      origins.set(`environments.${address}`, originOf(policy, span))
    }
  }
  return { environments: [...environments.values()], origins }
}

function join(weaker: EnvironmentPolicy | undefined, stronger: EnvironmentPolicy): EnvironmentPolicy {
  const variables = new Map<string, VariableContract>()
  for (const contract of [...(weaker?.variables ?? []), ...(stronger.variables ?? [])]) {
    variables.set(contract.name, { ...variables.get(contract.name), ...contract })
  }
  const joined = { ...weaker, ...stronger }
  return weaker?.variables || stronger.variables ? { ...joined, variables: [...variables.values()] } : joined
}

function rebase(environment: EnvironmentPolicy, base: string): EnvironmentPolicy {
  const { files, compose } = environment
  return {
    ...environment,
    ...(files && { files: files.map((pattern) => rebaseGlob(pattern, base)) }),
    ...(compose && { compose: compose.map((path) => rebasePath(path, base)) }),
  }
}
