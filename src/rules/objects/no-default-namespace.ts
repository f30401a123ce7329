import type { KubernetesObject } from '../../deployment/kubernetes/object.ts'
import { defineRule } from '../../engine/rule.ts'

const words = (text: string) => new Set(text.split(' '))
const WORKLOADS = 'Pod Deployment DaemonSet StatefulSet ReplicaSet ReplicationController Job CronJob'
const KINDS: Readonly<Record<string, ReadonlySet<string>>> = {
  'trivy:KSV-0110': words(WORKLOADS),
  'checkov:CKV_K8S_21': words(
    `${WORKLOADS} Service Secret ServiceAccount Role RoleBinding ConfigMap Ingress`,
  ),
  'kube-linter:use-namespace': words(
    `${WORKLOADS} DeploymentConfig HorizontalPodAutoscaler NetworkPolicy Role RoleBinding Service ServiceAccount`,
  ),
  'kics:using_unrecommended_namespace': words(
    `${WORKLOADS} Service Secret ServiceAccount Role RoleBinding ConfigMap Ingress Configuration Revision ContainerSource`,
  ),
}

const object = (kind: string, metadata: string) =>
  `apiVersion: v1\nkind: ${kind}\nmetadata: { ${metadata} }\n`

export default defineRule({
  id: 'no-default-namespace',
  on: 'object',
  severity: 'info',
  category: 'security',
  summary: 'Objects name their namespace, and it is not `default`.',
  why: 'In `default` lie the things of everybody: no quota, policy or role can tell one application from the other.',
  like: Object.keys(KINDS),
  bad: [
    { 'a.yaml': object('Pod', 'name: web, namespace: «default»') },
    { 'a.yaml': object('ConfigMap', 'name: «web»') },
  ],
  good: [
    { 'a.yaml': object('Pod', 'name: web, namespace: shop') },
    { 'a.yaml': object('Namespace', 'name: shop') },
    { 'a.yaml': object('ServiceAccount', 'name: default') },
  ],

  *check(object) {
    if (!['', 'default'].includes(object.namespace.toLowerCase()) || isOfCluster(object)) return
    const peers = Object.keys(KINDS).filter((peer) => KINDS[peer]?.has(object.kind))
    if (peers.length === 0) return
    yield {
      at: object.text('metadata', 'namespace')?.span ?? object.place,
      message: `${object.title} goes to the namespace default; give the application a namespace and name it.`,
      like: peers,
    }
  },
})

/** Every namespace has its account `default`, and every cluster its Service `kubernetes`. */
function isOfCluster({ kind, name }: KubernetesObject): boolean {
  return (
    (kind === 'ServiceAccount' && name?.value === 'default') ||
    (kind === 'Service' && name?.value === 'kubernetes')
  )
}
