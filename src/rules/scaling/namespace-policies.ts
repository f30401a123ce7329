import type { KubernetesObject } from '../../deployment/kubernetes/object.ts'

const TAKERS = new Set([
  'Pod',
  'Deployment',
  'DaemonSet',
  'StatefulSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
  'PersistentVolumeClaim',
])

/** Whether an object takes something that a LimitRange or a ResourceQuota can limit. */
export function takesResources({ kind }: KubernetesObject): boolean {
  return TAKERS.has(kind)
}

/** Whether an object of a kind stands in the same namespace as another. */
export function isNamespaceWith(kind: string, object: KubernetesObject): boolean {
  const namespace = object.namespace || 'default'
  return object.cluster.ofKind(kind).some((each) => (each.namespace || 'default') === namespace)
}
