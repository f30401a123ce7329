import type { KubernetesObject } from '../../deployment/kubernetes/object.ts'
import { defineRule } from '../../engine/rule.ts'

const CORE = ['kube-apiserver', 'etcd', 'kube-controller-manager', 'kube-scheduler']
const KINDS_OF_KICS = new Set(
  'Pod Deployment DaemonSet StatefulSet ReplicaSet ReplicationController Job CronJob Service Secret ServiceAccount Role RoleBinding ConfigMap Ingress Configuration Revision ContainerSource'.split(
    ' ',
  ),
)

const pod = (metadata: string, spec = 'containers: []') =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: web, ${metadata} }\nspec: { ${spec} }\n`

export default defineRule({
  id: 'no-system-namespace',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'Applications do not run in the namespaces of the system.',
  why: 'Service accounts of kube-system hold rights over the whole cluster, and whatever runs there can take them.',
  like: ['trivy:KSV-0037', 'kics:using_unrecommended_namespace'],
  bad: [{ 'pod.yaml': pod('namespace: «kube-system»') }, { 'pod.yaml': pod('namespace: «kube-public»') }],
  good: [
    { 'pod.yaml': pod('namespace: shop') },
    {
      'pod.yaml': pod(
        'namespace: kube-system, labels: { tier: control-plane, component: etcd }',
        'priorityClassName: system-node-critical, containers: []',
      ),
    },
  ],

  *check(object) {
    const namespace = object.text('metadata', 'namespace')
    if (!namespace || !['kube-system', 'kube-public'].includes(namespace.value)) return
    const isOfTrivy = namespace.value === 'kube-system' && object.at('spec').isSet && !isCoreComponent(object)
    const isOfKics = KINDS_OF_KICS.has(object.kind) && !isCoreComponent(object)
    if (!isOfTrivy && !isOfKics) return
    yield {
      at: namespace.span,
      message: `${object.title} goes to ${namespace.value}, which is for the cluster itself; give it a namespace of its own.`,
      like: [
        ...(isOfTrivy ? ['trivy:KSV-0037'] : []),
        ...(isOfKics ? ['kics:using_unrecommended_namespace'] : []),
      ],
    }
  },
})

function isCoreComponent(object: KubernetesObject): boolean {
  return (
    object.labels.get('tier')?.value === 'control-plane' &&
    CORE.includes(object.labels.get('component')?.value ?? '') &&
    object.text('spec', 'priorityClassName')?.value === 'system-node-critical'
  )
}
