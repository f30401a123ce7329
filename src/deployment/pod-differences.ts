import { builtImageOf, groupedBy } from './built-images.ts'
import type { Image } from './image.ts'
import type { ImageReference } from './image-reference.ts'
import type { Container } from './kubernetes/container.ts'
import type { Project } from './project.ts'
import type { Service } from './service.ts'
import type { EffectiveVariable } from './variable.ts'

/** The same program as Compose and as Kubernetes run it. */
interface PodPair {
  readonly container: Container
  readonly service: Service
  /** What the service gets and the container does not; empty where it is not known what that gets. */
  readonly missing: readonly EffectiveVariable[]
  /** What the container gets and the service does not. */
  readonly added: readonly EffectiveVariable[]
}

/** A container beside the service that runs the same image; undefined where none does, or nobody can tell which. */
export function podPairOf(container: Container, project: Project): PodPair | undefined {
  if (container.kind !== 'regular') return undefined
  const service = serviceLike(container, project)
  if (!service) return undefined
  const sources = container.environmentSources
  const isKnown = sources.every(({ variable, object, kind }) => variable || kind === 'field' || object)
  // What the cluster alone can tell (`fieldRef`) is there for the cluster's sake.
  const ofPod = new Set(sources.flatMap(({ kind, variable }) => (kind === 'field' ? [variable?.value] : [])))
  const isServiceKnown = service.envFileMentions.every(({ isRead }) => isRead)
  return {
    container,
    service,
    missing: isKnown ? lacking(service.variables, container.variables) : [],
    added: isServiceKnown
      ? lacking(container.variables, service.variables).filter(({ name }) => !ofPod.has(name))
      : [],
  }
}

function lacking(
  own: ReadonlyMap<string, EffectiveVariable>,
  others: ReadonlyMap<string, EffectiveVariable>,
): EffectiveVariable[] {
  return [...own.values()].filter(
    ({ name, origin }) => origin.place !== 'image-environment' && !others.has(name),
  )
}

function serviceLike(container: Container, project: Project): Service | undefined {
  const built = builtImageOf(container, project)
  const { image, workload, environment } = container
  const services = servicesOf(project)
  const same = [
    ...(built ? (services.byDockerfile.get(built.image) ?? []) : []),
    ...(image ? (services.byImage.get(keyOf(image)) ?? []) : []),
  ]
  const names = [container.name?.value, workload.name?.value]
  const called = same.filter(({ name }) => names.includes(name.value))
  const found = called.length > 0 || new Set(same.map(({ name }) => name.value)).size > 1 ? called : same
  return (
    found.find((service) => service.environment.kind === environment.kind) ??
    found.find((service) => service.environment.isProduction) ??
    found[0]
  )
}

/** Services that may be compared, by what they run. */
interface Services {
  readonly byDockerfile: ReadonlyMap<Image | undefined, readonly Service[]>
  /** Those that build nothing, by the name of their image. */
  readonly byImage: ReadonlyMap<string | undefined, readonly Service[]>
}

const known = new WeakMap<Project, Services>()

function servicesOf(project: Project): Services {
  let found = known.get(project)
  if (!found) {
    const services = project.deployments
      .filter(({ environment }) => environment.kind !== 'example' && environment.kind !== 'test')
      .flatMap((deployment) => deployment.services)
    const isBuilt = ({ build }: Service) => build !== undefined
    found = {
      byDockerfile: groupedBy(services.filter(isBuilt), ({ build }) => build?.stage?.image),
      byImage: groupedBy(
        services.filter((service) => !isBuilt(service)),
        ({ image }) => image && keyOf(image),
      ),
    }
    known.set(project, found)
  }
  return found
}

function keyOf({ registry, repository }: ImageReference): string {
  return `${registry ?? ''}/${repository}`
}
