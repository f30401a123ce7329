import type { KubernetesObject } from '../../deployment/kubernetes/object.ts'
import { defineRule } from '../../engine/rule.ts'
import { exampleDeployment } from '../workloads/example-pod.ts'

const policy = (selector: string) =>
  `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: web }\nspec:\n  ${selector}\n`
const web = exampleDeployment().replace(
  '  template:\n',
  '  template:\n    metadata: { labels: { app: web } }\n',
)

export default defineRule({
  id: 'require-policy-target',
  on: 'object',
  severity: 'warning',
  category: 'correctness',
  summary: 'Every network policy takes the pods of some workload.',
  why: 'A policy without pods protects nothing, and whoever reads it believes it does.',
  like: [
    'kube-linter:dangling-networkpolicy',
    'kube-score:networkpolicy-targets-pod',
    'kics:network_policy_is_not_targeting_any_pod',
  ],
  bad: [
    { 'web.yaml': web + policy('«podSelector»: { matchLabels: { app: wbe } }') },
    {
      'web.yaml': web + policy('«podSelector»: { matchLabels: { app: web, tier: front } }'),
    },
  ],
  good: [
    { 'web.yaml': web + policy('podSelector: { matchLabels: { app: web } }') },
    { 'web.yaml': web + policy('podSelector: {}') },
    {
      'web.yaml':
        web + policy('podSelector: { matchExpressions: [{ key: app, operator: In, values: [web, api] }] }'),
    },
  ],

  *check(object) {
    const policy = object.cluster.networkPolicy(object)
    if (!object.cluster.isWhole || !policy || policy.workloads.length > 0) return
    const place = object.namespace === '' ? '' : ` of namespace ${object.namespace}`
    yield {
      at: object.at('spec', 'podSelector').place,
      message: `No workload${place} has pods for ${object.title}; write the labels of its pod template.`,
      like: [
        'kube-linter:dangling-networkpolicy',
        'kube-score:networkpolicy-targets-pod',
        ...(hasUnknownLabel(object) ? ['kics:network_policy_is_not_targeting_any_pod'] : []),
      ],
    }
  },
})

/** Whether it names a label that no object has, of whatever kind and namespace. */
function hasUnknownLabel(policy: KubernetesObject): boolean {
  const others = policy.cluster.objects.filter(({ kind }) => kind !== 'NetworkPolicy')
  return [...policy.map('spec', 'podSelector', 'matchLabels')].some(
    ([key, { value }]) => !others.some(({ labels }) => labels.get(key)?.value === value),
  )
}
