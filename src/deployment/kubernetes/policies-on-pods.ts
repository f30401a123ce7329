import type { Located } from '../../span.ts'
import type { Cluster } from './cluster.ts'
import type { Fields } from './fields.ts'
import type { KubernetesObject } from './object.ts'
import { type LabelSelector, readSelector } from './selectors.ts'
import type { Workload } from './workload.ts'

/** What drives the number of a workload's pods: a HorizontalPodAutoscaler, or a ScaledObject of KEDA. */
export interface Scaler {
  readonly object: KubernetesObject
  /** `scaleTargetRef`. */
  readonly reference: Fields
  readonly targetKind: string
  readonly targetName: Located<string> | undefined
  /** As written; undefined where it is not. */
  readonly targetApiVersion: Located<string> | undefined
  /** The object of its namespace with that kind, name and, where written, exactly that apiVersion. */
  readonly target: KubernetesObject | undefined
  /** The same without a look at the apiVersion. */
  readonly namedTarget: KubernetesObject | undefined
  readonly minReplicas: Located<number> | undefined
  readonly maxReplicas: Located<number> | undefined
}

export function readScaler(object: KubernetesObject, cluster: Cluster): Scaler {
  const isKeda = object.kind === 'ScaledObject'
  const reference = object.at('spec', 'scaleTargetRef')
  const targetKind = reference.text('kind')?.value ?? (isKeda ? 'Deployment' : '')
  const targetName = reference.text('name')
  const targetApiVersion = reference.text('apiVersion')
  const candidates = targetName ? cluster.findAll(targetKind, object.namespace, targetName.value) : []
  return {
    object,
    reference,
    targetKind,
    targetName,
    targetApiVersion,
    target: candidates.find(
      ({ apiVersion }) => !targetApiVersion || apiVersion?.value === targetApiVersion.value,
    ),
    namedTarget: candidates[0],
    minReplicas: object.number('spec', isKeda ? 'minReplicaCount' : 'minReplicas'),
    maxReplicas: object.number('spec', isKeda ? 'maxReplicaCount' : 'maxReplicas'),
  }
}

/** A PodDisruptionBudget. */
export interface DisruptionBudget {
  readonly object: KubernetesObject
  readonly selector: LabelSelector
  /** A number or a share, as text. */
  readonly minAvailable: Located<string> | undefined
  readonly maxUnavailable: Located<string> | undefined
  /** Workloads of its namespace whose pods it covers. An empty selector covers all, since policy/v1. */
  readonly workloads: readonly Workload[]
}

export function readBudget(object: KubernetesObject, cluster: Cluster): DisruptionBudget {
  const selector = readSelector(object.at('spec', 'selector'))
  const takesNone = !selector.isSet || (selector.isEmpty && object.version === 'v1beta1')
  return {
    object,
    selector,
    minAvailable: object.text('spec', 'minAvailable'),
    maxUnavailable: object.text('spec', 'maxUnavailable'),
    workloads: takesNone ? [] : cluster.workloadsMatching(selector, object.namespace),
  }
}

/** A NetworkPolicy. */
export interface NetworkPolicy {
  readonly object: KubernetesObject
  /** An empty one, or none at all, takes every pod of the namespace. */
  readonly selector: LabelSelector
  readonly workloads: readonly Workload[]
  /** Whether it says what may come in; it does unless `policyTypes` leaves it out. */
  readonly isOnIngress: boolean
  /** Whether it says what may go out: by `policyTypes`, else where it has egress rules. */
  readonly isOnEgress: boolean
}

export function readNetworkPolicy(object: KubernetesObject, cluster: Cluster): NetworkPolicy {
  const selector = readSelector(object.at('spec', 'podSelector'))
  const types = object.texts('spec', 'policyTypes').map(({ value }) => value)
  return {
    object,
    selector,
    workloads: cluster.workloadsMatching(selector, object.namespace),
    isOnIngress: types.length === 0 || types.includes('Ingress'),
    isOnEgress: types.length === 0 ? object.list('spec', 'egress').length > 0 : types.includes('Egress'),
  }
}
