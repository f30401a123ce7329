import type { Graph, ServiceRole } from '../graph.ts'
import { builtImageOf } from './built-images.ts'
import { GraphDraft, type GraphPlaces } from './graph-draft.ts'
import { addImage, addPulledImage, stageId } from './graph-images.ts'
import { dataStoreOf, isProxy } from './image-facts.ts'
import type { Cluster } from './kubernetes/cluster.ts'
import type { KubernetesObject } from './kubernetes/object.ts'
import { type ObjectReference, referencesOf } from './kubernetes/references.ts'
import type { Backend, KubernetesService } from './kubernetes/services.ts'
import type { Workload } from './kubernetes/workload.ts'
import type { Deployment, Project } from './project.ts'

/** A cluster as it is in one environment or, where that makes no difference, in several. */
interface Variant {
  readonly deployment: Deployment
  readonly environments: string[]
  readonly drawn: string
}

/** What is drawn of one cluster. */
interface Drawing {
  readonly draft: GraphDraft
  readonly project: Project
  readonly cluster: Cluster
  readonly group: string
  idOf(kind: string, object: KubernetesObject): string
  idOfName(kind: string, name: string): string
}

/**
 * Adds what runs in Kubernetes, in the terms that Compose has: a workload is a service, an Ingress a proxy, a
 * Service the route that leads from one to the other.
 */
export function addClusters(draft: GraphDraft, project: Project, places: GraphPlaces): void {
  const variants: Variant[] = []
  for (const deployment of project.deployments) {
    if (deployment.kubernetes.workloads.length === 0) continue
    const drawn = JSON.stringify(drawCluster(deployment, [], '', places))
    const same = variants.find((each) => each.drawn === drawn)
    if (same) same.environments.push(deployment.environment.name)
    else variants.push({ deployment, environments: [deployment.environment.name], drawn })
  }
  for (const { deployment, environments } of variants) {
    const scope = variants.length === 1 ? '' : `${environments.join('+')}/`
    draft.add(drawCluster(deployment, environments, scope, places))
  }
}

function drawCluster(
  { kubernetes: cluster, project }: Deployment,
  environments: readonly string[],
  scope: string,
  places: GraphPlaces,
): Graph {
  const draft = new GraphDraft(places)
  const files = [...new Set(cluster.objects.map(({ path }) => path))].sort()
  const id = `stack:kubernetes:${scope}`
  const group = draft.group({ id, kind: 'stack', label: 'Kubernetes', environments, files })
  const named = (kind: string, name: string) => `${kind}:kubernetes:${scope}${name}`
  const drawing: Drawing = {
    draft,
    project,
    cluster,
    group,
    idOf: (kind, object) => named(kind, nameOf(object)),
    idOfName: named,
  }
  for (const workload of cluster.workloads) addWorkload(drawing, workload)
  for (const service of cluster.services) addService(drawing, service)
  for (const backend of cluster.backends) addBackend(drawing, backend)
  return draft.finish()
}

/** As kubectl names it, with its namespace where one is written. */
function nameOf({ namespace, kind, name }: KubernetesObject): string {
  return [namespace, kind, name?.value ?? ''].filter(Boolean).join('/')
}

function addWorkload(drawing: Drawing, workload: Workload): void {
  const { draft, cluster, group } = drawing
  const { object, containers } = workload
  const [first] = workload.regularContainers
  const id = draft.node({
    id: drawing.idOf('service', object),
    kind: 'service',
    label: object.name?.value ?? object.title,
    role: roleOf(workload),
    group,
    place: draft.places.of(object.place),
    details: {
      kind: object.kind,
      namespace: object.namespace || undefined,
      image: first?.image?.text,
      healthcheck: first?.probe('livenessProbe') || first?.probe('readinessProbe') ? 'present' : 'absent',
      user: first?.security.runAsUser && String(first.security.runAsUser.value),
      instances: workload.replicas && String(workload.replicas.value),
      variables: first && first.variables.size > 0 ? String(first.variables.size) : undefined,
    },
  })
  for (const container of containers) {
    if (!container.image) continue
    const place = draft.places.of(container.image.span)
    const built = builtImageOf(container, drawing.project)
    const label = containers.length > 1 ? container.name?.value : undefined
    if (built) addImage(draft, built.image)
    const to = built ? stageId(built.stage) : addPulledImage(draft, container.image)
    draft.edge({ from: id, to, kind: built ? 'builds' : 'runs', place, label })
  }
  for (const reference of referencesOf(workload)) addReference(drawing, reference, id, cluster)
}

function roleOf({ kind, regularContainers: [first] }: Workload): ServiceRole {
  if (kind === 'Job' || kind === 'CronJob') return 'job'
  const image = first?.image
  const store = image && dataStoreOf({ ...image, unresolved: false })
  if (store && store.kind !== 'admin') return 'data-store'
  return isProxy(image) ? 'proxy' : 'app'
}

const GIVEN = { ConfigMap: 'config', Secret: 'secret', PersistentVolumeClaim: 'volume' } as const

function addReference(drawing: Drawing, reference: ObjectReference, from: string, cluster: Cluster): void {
  const { draft, group } = drawing
  const { kind, name, object, isOptional, by } = reference
  if (kind === 'ServiceAccount' || by === 'imagePullSecrets') return
  const place = draft.places.of(name.span)
  // Secrets are mostly made by something else.
  const isMissing = kind === 'ConfigMap' && !object && !isOptional && cluster.isWhole
  const to = draft.node({
    id: object ? drawing.idOf(GIVEN[kind], object) : drawing.idOfName(GIVEN[kind], `${kind}/${name.value}`),
    kind: GIVEN[kind],
    label: name.value,
    group,
    place: object ? draft.places.of(object.place) : place,
    details: { kind },
    unresolved: isMissing ? `there is no ConfigMap ${name.value}` : undefined,
  })
  const isVolume = GIVEN[kind] === 'volume'
  draft.edge({ from, to, kind: isVolume ? 'mounts' : 'uses', place, isUnresolved: isMissing || undefined })
}

function addService(drawing: Drawing, { object, type, ports, workloads }: KubernetesService): void {
  const { draft, group } = drawing
  const id = drawing.idOf('route', object)
  const place = draft.places.of(object.place)
  draft.node({
    id,
    kind: 'route',
    label: object.name?.value ?? object.title,
    group,
    place,
    details: { kind: 'Service', type, namespace: object.namespace || undefined },
  })
  const label = ports.map(({ port, targetPort }) => `:${targetPort?.value ?? port?.value ?? ''}`).join(', ')
  for (const workload of workloads) {
    const to = drawing.idOf('service', workload.object)
    draft.edge({ from: id, to, kind: 'proxies-to', place, label: label || undefined })
    if (type !== 'NodePort' && type !== 'LoadBalancer') continue
    for (const { port, field } of ports) {
      const node = field.number('nodePort') ?? port
      if (!node) continue
      const published = draft.node({
        id: drawing.idOfName('port', `${nameOf(object)}/${node.value}`),
        kind: 'port',
        label: String(node.value),
        group,
        place: draft.places.of(node.span),
        details: { address: type, protocol: (field.text('protocol')?.value ?? 'TCP').toLowerCase() },
      })
      draft.edge({ from: to, to: published, kind: 'publishes', place: draft.places.of(node.span) })
    }
  }
}

function addBackend(drawing: Drawing, { object, name, port, service }: Backend): void {
  const { draft, cluster, group } = drawing
  if (!name) return
  const proxy = draft.node({
    id: drawing.idOf('service', object),
    kind: 'service',
    label: object.name?.value ?? object.title,
    role: 'proxy',
    group,
    place: draft.places.of(object.place),
    details: { kind: object.kind, namespace: object.namespace || undefined },
  })
  const place = draft.places.of(name.span)
  const isMissing = !service && cluster.isWhole
  const to = service
    ? drawing.idOf('route', service.object)
    : draft.node({
        id: drawing.idOfName('route', `${object.namespace}/Service/${name.value}`),
        kind: 'route',
        label: name.value,
        group,
        place,
        unresolved: isMissing ? `there is no Service ${name.value}` : undefined,
      })
  const label = port && `:${port.value}`
  draft.edge({ from: proxy, to, kind: 'proxies-to', place, label, isUnresolved: isMissing || undefined })
}
