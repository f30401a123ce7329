import type { Located } from '../../span.ts'
import type { Cluster } from './cluster.ts'
import type { Container, ContainerPort } from './container.ts'
import type { Fields } from './fields.ts'
import type { KubernetesObject } from './object.ts'
import { type LabelSelector, readPlainSelector } from './selectors.ts'
import type { Workload } from './workload.ts'

/** A port of a Service. */
interface ServicePort {
  readonly field: Fields
  readonly name: Located<string> | undefined
  readonly port: Located<number> | undefined
  /** A number or a port's name as text; undefined where it is the same as `port`. */
  readonly targetPort: Located<string> | undefined
  /** `TCP` where nothing is written. */
  readonly protocol: string
  /** The container ports that it leads to; empty where a container listens without saying so. */
  readonly targets: readonly { readonly container: Container; readonly port: ContainerPort }[]
}

/** A Service of the core API. */
export interface KubernetesService {
  readonly object: KubernetesObject
  /** `ClusterIP` where nothing is written. */
  readonly type: string
  readonly isHeadless: boolean
  /** An empty one takes no pods. */
  readonly selector: LabelSelector
  /** Workloads of its namespace whose pods it selects. */
  readonly workloads: readonly Workload[]
  readonly ports: readonly ServicePort[]
}

export function readService(object: KubernetesObject, cluster: Cluster): KubernetesService {
  const selector = readPlainSelector(object.at('spec', 'selector'))
  const workloads = selector.isEmpty ? [] : cluster.workloadsMatching(selector, object.namespace)
  return {
    object,
    type: object.text('spec', 'type')?.value ?? 'ClusterIP',
    isHeadless: object.text('spec', 'clusterIP')?.value === 'None',
    selector,
    workloads,
    ports: object.list('spec', 'ports').map((field) => {
      const port = field.number('port')
      const targetPort = field.text('targetPort')
      const protocol = field.text('protocol')?.value ?? 'TCP'
      const wanted = targetPort?.value ?? String(port?.value)
      return {
        field,
        name: field.text('name'),
        port,
        targetPort,
        protocol,
        targets: workloads.flatMap((workload) => targetsIn(workload, wanted, protocol)),
      }
    }),
  }
}

function targetsIn(workload: Workload, wanted: string, protocol: string): ServicePort['targets'] {
  return workload.lastingContainers.flatMap((container) =>
    container.ports
      .filter(
        (port) =>
          port.protocol === protocol && (port.name?.value === wanted || String(port.port?.value) === wanted),
      )
      .map((port) => ({ container, port })),
  )
}

/** One place where an Ingress or a Gateway route passes requests on to a Service. */
export interface Backend {
  /** The Ingress or route. */
  readonly object: KubernetesObject
  readonly field: Fields
  /** Where the Service is looked for. */
  readonly namespace: string
  readonly name: Located<string> | undefined
  /** A number or a name, as text. */
  readonly port: Located<string> | undefined
  readonly service: KubernetesService | undefined
  readonly servicePort: ServicePort | undefined
}

/** Backends of an Ingress, old shape (`serviceName`) or new; of a Gateway route. `resource` backends are none. */
export function backendsOf(object: KubernetesObject, cluster: Cluster): readonly Backend[] {
  const place = (field: Fields, name: Fields, port: Fields, namespace = object.namespace): Backend => {
    const located = name.text()
    const service = located && cluster.service(namespace, located.value)
    const wanted = port.text()
    const isNumber = typeof (port.node?.kind === 'scalar' && port.node.value) === 'number'
    const servicePort = service?.ports.find((each) =>
      isNumber ? String(each.port?.value) === wanted?.value : each.name?.value === wanted?.value,
    )
    return {
      object,
      field,
      namespace,
      name: located,
      port: wanted,
      service,
      servicePort: wanted && servicePort,
    }
  }
  const ofIngress = (backend: Fields): Backend[] => {
    if (!backend.isMapping || backend.at('resource').isSet) return []
    const service = backend.at('service')
    if (!service.isMapping) return [place(backend, backend.at('serviceName'), backend.at('servicePort'))]
    const number = service.at('port', 'number')
    return [place(backend, service.at('name'), number.isSet ? number : service.at('port', 'name'))]
  }
  if (object.kind === 'Ingress') {
    const paths = object.list('spec', 'rules').flatMap((rule) => rule.list('http', 'paths'))
    return [
      object.at('spec', 'defaultBackend'),
      object.at('spec', 'backend'),
      ...paths.map((path) => path.at('backend')),
    ].flatMap(ofIngress)
  }
  return object
    .list('spec', 'rules')
    .flatMap((rule) => rule.list('backendRefs'))
    .filter((reference) => (reference.text('kind')?.value ?? 'Service') === 'Service')
    .map((reference) =>
      place(reference, reference.at('name'), reference.at('port'), reference.text('namespace')?.value),
    )
}
