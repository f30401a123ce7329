import type { Span } from '../span.ts'
import type { EnvFile } from './env-file.ts'
import { markOf } from './environment-marks.ts'
import type { Container } from './kubernetes/container.ts'
import { folderOf, nameOf } from './paths.ts'
import { runsInProduction } from './profiles.ts'
import type { Deployment } from './project.ts'
import type { Service } from './service.ts'
import type { Variable } from './variable.ts'

/** A value with which something of a deployment runs or is built, wherever it comes from. */
export interface Setting {
  readonly name: string
  /** Undefined where it is inherited from the shell or holds something unknown. */
  readonly value: string | undefined
  /** The assignment that says so; where compose only passes a variable on, that of the env file. */
  readonly origin: Variable
  /** Undefined for an env file that no service of the deployment reads, and an image that none builds. */
  readonly service: Service | undefined
  /** The container of Kubernetes that gets it. */
  readonly container?: Container
}

const LONGEST_NAME = 200

const settingsByDeployment = new WeakMap<Deployment, readonly Setting[]>()

/**
 * What wins in the end: effective variables and build arguments of every service, those of the containers of
 * Kubernetes, then the env files that
 * belong to the deployment and no service of it reads (a platform or the app itself may), then ENV of images
 * that no service builds, and what manifests of hosting platforms set.
 */
export function settingsOf(deployment: Deployment): readonly Setting[] {
  const known = settingsByDeployment.get(deployment)
  if (known) return known
  const passedOn = new Set<Variable>()
  const settings: Setting[] = []
  for (const service of deployment.services) {
    for (const { name, value, origin } of service.variables.values()) {
      const source = sourceOf(origin, value, deployment)
      if (source) passedOn.add(source)
      settings.push({ name, value, origin: source ?? origin, service })
    }
    for (const origin of service.build?.arguments ?? []) {
      const source = sourceOf(origin, origin.value, deployment)
      if (source) passedOn.add(source)
      settings.push({ name: origin.name, value: origin.value, origin: source ?? origin, service })
    }
  }
  for (const container of deployment.kubernetes.containers) {
    for (const { name, value, origin } of container.variables.values()) {
      settings.push({ name, value, origin, service: undefined, container })
    }
  }
  const loose = [
    ...looseEnvVariables(deployment),
    ...looseImageVariables(deployment),
    ...loosePlatformVariables(deployment),
  ]
  for (const origin of loose) {
    if (passedOn.has(origin)) continue
    settings.push({ name: origin.name, value: origin.value, origin, service: undefined })
  }
  settingsByDeployment.set(deployment, settings)
  return settings
}

/**
 * What production runs with; nothing where the deployment is another. Services that build a stage for
 * developers (`target: dev`) or start with a profile for them are left aside, and what an example file says.
 */
export function productionSettings(deployment: Deployment): readonly Setting[] {
  if (!deployment.environment.isProduction) return []
  return settingsOf(deployment).filter(
    ({ name, origin, service }) =>
      // No app reads such a name, and patterns are slow with it.
      name.length <= LONGEST_NAME &&
      !origin.isExample &&
      (!service || runsInProduction(service)) &&
      !isForDevelopers(service?.build?.target?.value) &&
      !isForDevelopers(origin.stage?.name?.value),
  )
}

function isForDevelopers(stage: string | undefined): boolean {
  const mark = stage === undefined ? undefined : markOf(stage)
  return mark === 'local' || mark === 'test'
}

/** Whether a name without a setting is known to be absent: every env file that a service names is there. */
export function settingsAreComplete(deployment: Deployment): boolean {
  const { services, kubernetes, project } = deployment
  return (
    services.every(({ envFilePaths }) =>
      envFilePaths.every((path) => project.files.kindOf(path) === 'file'),
    ) &&
    kubernetes.containers.every(({ environmentSources }) =>
      environmentSources.every(({ variable, object }) => variable !== undefined || object !== undefined),
    )
  )
}

const ONE_REFERENCE = /^["']?\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:[:?+-][^{}]*)?\})["']?$/

/** The env file line whose value `KEY: ${NAME}` of a compose file passes on. */
function sourceOf(origin: Variable, value: string | undefined, deployment: Deployment): Variable | undefined {
  const match = origin.service && ONE_REFERENCE.exec(origin.written)
  if (!match || value === undefined) return undefined
  const name = match[1] ?? match[2]
  const folders = new Set(['', origin.service.stack.directory])
  return deployment.envFiles
    .filter(({ path }) => folders.has(folderOf(path)) && nameOf(path).startsWith('.env'))
    .flatMap((file) => file.variables)
    .findLast((each) => each.name === name && !each.commentedOut && each.value === value)
}

function looseEnvVariables(deployment: Deployment): Variable[] {
  const { environment, services, stacks, envFiles } = deployment
  const referenced = new Set(stacks.flatMap(({ references }) => references.map(({ name }) => name)))
  const isAlone = stacks.length === 0 && !envFiles.some(({ mark }) => mark !== undefined)
  const isReceived = (file: EnvFile) => file.receivers.some((service) => services.includes(service))
  return envFiles.flatMap((file) => {
    if (isReceived(file)) return []
    // Beside files made for this environment, an unmarked one counts only as far as compose takes from it.
    const isOwn = file.mark !== undefined || environment.kind === 'unmarked' || isAlone
    return lastOfEach(file.variables).filter(
      ({ name, environment: own }) =>
        (isOwn || referenced.has(name)) && (own.isProduction || !environment.isProduction),
    )
  })
}

/** What manifests of hosting platforms set; those that bear no mark deploy to production. */
function loosePlatformVariables({ project, environment }: Deployment): Variable[] {
  const own = project.platformServices.filter((service) =>
    service.environment.kind === 'unmarked'
      ? environment.isProduction
      : service.environment.kind === environment.kind,
  )
  return [...new Set(own.flatMap((service) => [...service.variables.values()].map(({ origin }) => origin)))]
}

function looseImageVariables({ project, environment }: Deployment): Variable[] {
  return project.images
    .filter(({ builtBy, mark }) => builtBy.length === 0 && (mark === undefined || mark === environment.kind))
    .flatMap(({ finalStage }) =>
      lastOfEach(finalStage.variables.filter(({ place }) => place === 'image-environment')),
    )
}

function lastOfEach(variables: readonly Variable[]): Variable[] {
  const last = new Map<string, Variable>()
  for (const variable of variables) if (!variable.commentedOut) last.set(variable.name, variable)
  return [...last.values()]
}

/**
 * Where in a deployment a variable would have to be that other environments have: the service of the same
 * name, else the deployment's own env file, else the policy's word for the environment.
 */
export function placeOfAbsence(deployment: Deployment, elsewhere: Variable): Span | undefined {
  const users = [elsewhere.service, ...(elsewhere.envFile?.receivers ?? [])]
  const names = new Set(users.flatMap((service) => service?.name.value ?? []))
  const service = deployment.services.find(({ name }) => names.has(name.value))
  if (service) return service.name.span
  const { environment, envFiles, services } = deployment
  const file = envFiles.find(({ mark }) => mark !== undefined) ?? envFiles[0]
  const span = file ? { path: file.path, start: 0, end: 0 } : undefined
  return span ?? environment.policy.span ?? services[0]?.name.span
}
