import type { Span } from '../span.ts'
import { projectPath } from './build-service.ts'
import type { EnvFile } from './env-file.ts'
import { isFrameworkVariable, isGivenVariable } from './given-variables.ts'
import { folderOf, isWithin } from './paths.ts'
import type { Deployment, Project } from './project.ts'
import type { Service } from './service.ts'
import { readsOf, shippedBy } from './service-sources.ts'
import type { Variable } from './variable.ts'

/** A variable that an env file of the environment sets, code reads, and nothing hands over. */
export interface UnwiredVariable {
  readonly variable: Variable
  readonly service: Service
  readonly read: Span
}

/** A variable without which code fails, and that nobody sets for its service. */
export interface UndeclaredVariable {
  readonly name: string
  readonly service: Service
  readonly read: Span
}

/** Code that no server runs though an image holds it. */
const NOT_RUN =
  /(?:^|\/)(?:scripts?|tools?|bin|examples?|docs?|bench(?:marks?)?|fixtures?|migrations?|notebooks?)\//

/**
 * Variables of the env files beside a stack that code of a service reads and its container does not get: a
 * `.env` fills the `${…}` of compose files and goes no further. A file that the image or a mount holds may be read
 * by the app itself.
 */
export function unwiredVariables(deployment: Deployment): readonly UnwiredVariable[] {
  const { project } = deployment
  const found = new Map<Variable, UnwiredVariable>()
  for (const service of deployment.services) {
    if (!knowsItsVariables(service)) continue
    const files = deployment.envFiles.filter(
      (file) => isBeside(file, service) && !reachesApp(file, service, project),
    )
    for (const { name, span } of readsOf(service, project)) {
      if (isHandedOver(name, deployment, service)) continue
      const variable = files
        .flatMap(({ variables }) => variables)
        .findLast((each) => each.name === name && !each.commentedOut)
      if (variable && !found.has(variable)) found.set(variable, { variable, service, read: span })
    }
  }
  return [...found.values()]
}

/** Variables that code of a service cannot do without, and that nothing of the environment sets. */
export function undeclaredVariables(deployment: Deployment): readonly UndeclaredVariable[] {
  const { project } = deployment
  const found = new Map<string, UndeclaredVariable>()
  for (const service of deployment.services) {
    if (!knowsItsVariables(service)) continue
    const reads = readsOf(service, project)
    const optional = new Set(reads.filter(({ isRequired }) => !isRequired).map(({ name }) => name))
    for (const { name, span, isRequired } of reads) {
      // Who asks politely elsewhere has thought of its absence.
      if (!isRequired || optional.has(name) || NOT_RUN.test(span.path)) continue
      if (isGivenVariable(name) || isFrameworkVariable(name) || isHandedOver(name, deployment, service))
        continue
      const isSet = deployment.envFiles.some(({ variables }) =>
        variables.some((each) => each.name === name && !each.commentedOut),
      )
      const key = `${span.path}\0${name}`
      if (!isSet && !found.has(key)) found.set(key, { name, service, read: span })
    }
  }
  return [...found.values()]
}

/** The image may come with variables of its own, but not with those of the app. */
function knowsItsVariables({ build, variablesAreComplete, envFileMentions }: Service): boolean {
  return build?.stage !== undefined && variablesAreComplete && envFileMentions.every(({ isRead }) => isRead)
}

/** Whether the service gets it, at run time or while it is built, or another one does that runs the same code. */
function isHandedOver(name: string, { services }: Deployment, service: Service): boolean {
  const same = services.filter(
    ({ build }) => build !== undefined && build.contextPath === service.build?.contextPath,
  )
  return same.some(
    ({ variables, build }) =>
      variables.has(name) ||
      build?.arguments.some((each) => each.name === name) ||
      build?.image?.stages.some((stage) => stage.variables.some((each) => each.name === name)),
  )
}

function isBeside({ path }: EnvFile, { stack, build }: Service): boolean {
  const folder = folderOf(path)
  return folder === '' || folder === stack.directory || folder === build?.contextPath
}

/** Whether the app may read the file itself: the image holds it, or a mount brings it. */
function reachesApp({ path }: EnvFile, service: Service, project: Project): boolean {
  if (shippedBy(service, project)?.(path)) return true
  return service.mounts.some(({ type, source }) => {
    const mounted = type === 'bind' && source ? projectPath(source.value, service.stack.directory) : undefined
    return mounted !== undefined && isWithin(path, mounted)
  })
}
