import { defineRule } from '../../engine/rule.ts'
import { exampleDeployment } from '../workloads/example-pod.ts'

const policy = (spec: string) =>
  `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: web }\nspec:\n${spec}`
const ALL = '  podSelector: {}\n'

export default defineRule({
  id: 'require-network-policy',
  on: 'workload',
  severity: 'info',
  category: 'security',
  summary: 'Network policies say for every workload who may talk to it, and with whom it talks.',
  why: 'Without one a pod that was broken into reaches every other pod, the databases of other teams and the metadata service of the cloud.',
  like: ['kube-linter:non-isolated-pod', 'kube-score:pod-networkpolicy', 'checkov:CKV2_K8S_6'],
  bad: [
    { 'web.yaml': exampleDeployment().replace('name: web', 'name: «web»') },
    {
      'web.yaml':
        exampleDeployment().replace('name: web', 'name: «web»') +
        policy('  podSelector: { matchLabels: { app: other } }\n'),
    },
    // Says nothing of what goes out.
    { 'web.yaml': exampleDeployment().replace('name: web', 'name: «web»') + policy(ALL) },
  ],
  good: [
    {
      'web.yaml': exampleDeployment() + policy(`${ALL}  policyTypes: [Ingress, Egress]\n`),
    },
    {
      'web.yaml': exampleDeployment() + policy(`${ALL}  egress: [{ to: [{ podSelector: {} }] }]\n`),
    },
  ],

  *check(workload) {
    const { cluster, kind, object, title } = workload
    if (!cluster.isWhole) return
    const policies = cluster.networkPoliciesOf(workload)
    const isIsolated = policies.length > 0
    const missing = [
      ...(policies.some(({ isOnIngress }) => isOnIngress) ? [] : ['ingress']),
      ...(policies.some(({ isOnEgress }) => isOnEgress) ? [] : ['egress']),
    ]
    if (missing.length === 0) return
    yield {
      at: object.place,
      message: isIsolated
        ? `The network policies of ${title} say nothing of ${missing.join(' and ')}; add the rules and the policyTypes for it.`
        : `No network policy takes the pods of ${title}; write one with what may come in and go out.`,
      like: [
        'kube-score:pod-networkpolicy',
        ...(isIsolated ? [] : ['kube-linter:non-isolated-pod']),
        ...(isIsolated || kind !== 'Pod' ? [] : ['checkov:CKV2_K8S_6']),
      ],
    }
  },
})
