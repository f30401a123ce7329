import type { KubernetesObject } from '../../deployment/kubernetes/object.ts'
import type { Workload } from '../../deployment/kubernetes/workload.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePod } from '../workloads/example-pod.ts'

const pod = (labels = '') => examplePod().replace('name: web\n', `name: «web»\n${labels}`)
const labelled = '  labels: { app: web }\n'
const policy = (spec: string) =>
  `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: web }\nspec:\n  podSelector: { matchLabels: { app: web } }\n  ingress: [{ from: [{ podSelector: {} }] }]\n${spec}`

export default defineRule({
  id: 'require-network-policy-rules',
  on: 'workload',
  severity: 'info',
  category: 'security',
  summary: 'One network policy lists, for every workload, what comes in and what goes out.',
  why: 'A policy that names the pods and both directions can be read by itself; what several policies together allow nobody sees.',
  like: ['polaris:missingNetworkPolicy'],
  bad: [
    { 'web.yaml': pod(labelled) },
    { 'web.yaml': pod(labelled) + policy('') },
    {
      'web.yaml': pod(labelled) + policy('  egress: [{ to: [] }]\n  policyTypes: [Ingress]\n'),
    },
  ],
  good: [
    {
      'web.yaml':
        pod(labelled).replace(/[«»]/g, '') +
        policy('  egress: [{ to: [] }]\n  policyTypes: [Ingress, Egress]\n'),
    },
    { 'web.yaml': pod(labelled).replace(/[«»]/g, '') + policy('  egress: [{ to: [] }]\n') },
  ],

  *check(workload) {
    const { cluster, object, title, namespace } = workload
    if (!cluster.isWhole) return
    const policies = cluster.ofKind('NetworkPolicy').filter((each) => each.namespace === namespace)
    if (policies.some((each) => isFor(each, workload) && listsBoth(each))) return
    yield {
      at: object.place,
      message: `No network policy that names the pods of ${title} lists what comes in and what goes out; write one with ingress and egress rules.`,
    }
  },
})

/** It names exactly one of the pod's labels, which is how the peer reads it. */
function isFor(policy: KubernetesObject, { podLabels }: Workload): boolean {
  const wanted = policy.map('spec', 'podSelector', 'matchLabels')
  return [...podLabels].filter(([key, { value }]) => wanted.get(key)?.value === value).length === 1
}

function listsBoth(policy: KubernetesObject): boolean {
  const types = policy.texts('spec', 'policyTypes').map(({ value }) => value.toLowerCase())
  const isOn = (direction: string) =>
    policy.list('spec', direction).length > 0 &&
    (!policy.at('spec', 'policyTypes').isSet || types.includes(direction))
  return isOn('ingress') && isOn('egress')
}
