import { withoutMarks } from './environment-marks.ts'
import { dataStoreOf, isProxy } from './image-facts.ts'
import type { Project } from './project.ts'
import type { Service } from './service.ts'
import type { Stack } from './stack.ts'
import type { EffectiveVariable, Variable } from './variable.ts'

/** The same stack as production and as a developer's machine run it. */
export interface StackPair {
  readonly production: Stack
  readonly local: Stack
}

/** Something that one of a pair has and the other has not. */
export interface Difference {
  readonly service: Service
  readonly other: Stack
  /** The service of the same name on the other side; undefined where the whole service is missing there. */
  readonly counterpart: Service | undefined
  /** Variables that the counterpart does not get; empty where the whole service is missing. */
  readonly variables: readonly EffectiveVariable[]
}

/**
 * Stacks of production and local that belong together: their files have the same names but for the marks of
 * their environments, or there is only one on each side.
 */
export function pairStacks(project: Project): readonly StackPair[] {
  const stacksOf = (kind: 'production' | 'local') =>
    project.deployments
      .filter(({ environment }) => environment.kind === kind)
      .flatMap(({ stacks }) => stacks.filter(({ mark }) => mark === kind))
  const [productions, locals] = [stacksOf('production'), stacksOf('local')]
  const pairs = productions.flatMap((production) =>
    locals
      .filter((local) => withoutMarks(local.files[0] ?? '') === withoutMarks(production.files[0] ?? ''))
      .map((local) => ({ production, local })),
  )
  if (pairs.length > 0 || productions.length !== 1 || locals.length !== 1) return pairs
  return [{ production: productions[0]!, local: locals[0]! }]
}

/** What a stack has and its counterpart has not. A service may live in another stack of the other side. */
export function differencesOf(stack: Stack, other: Stack, project: Project): readonly Difference[] {
  const others = project.deployments
    .filter(({ environment }) => environment.kind === other.environment.kind)
    .flatMap(({ services }) => services)
  // An env file that several services read has its news told once.
  const told = new Set<Variable>()
  return [...stack.services.values()].flatMap((service) => {
    const counterpart = other.services.get(service.name.value)
    if (!counterpart && others.some(({ name }) => name.value === service.name.value)) return []
    const variables = (counterpart ? missingVariables(service, counterpart) : []).filter(
      ({ origin }) => !told.has(origin),
    )
    for (const { origin } of variables) told.add(origin)
    return counterpart && variables.length === 0 ? [] : [{ service, other, counterpart, variables }]
  })
}

function missingVariables(service: Service, counterpart: Service): readonly EffectiveVariable[] {
  // What an env file that is not here says nobody knows.
  if (counterpart.envFileMentions.some(({ isRead }) => !isRead)) return []
  // What a database is given by an env file for all is none of its business.
  const isStranger = dataStoreOf(service.runtimeImage) !== undefined || isProxy(service.runtimeImage)
  return [...service.variables.values()]
    .filter(({ name, origin: { place } }) => {
      if (place === 'image-environment' || (isStranger && place === 'env-file')) return false
      return !counterpart.variables.has(name)
    })
    .sort((a, b) => a.origin.nameSpan.start - b.origin.nameSpan.start)
}
