import { defineRule } from '../../engine/rule.ts'
import { budgetPeers } from './budget-peers.ts'
import { exampleBudget, exampleWorkload } from './example-workload.ts'

const REPLICAS = '  replicas: 3\n  selector:\n    matchLabels: { app: web }\n'

export default defineRule<'workload', { readonly acceptUnset: boolean }>({
  id: 'require-disruption-budget',
  on: 'workload',
  severity: 'info',
  category: 'reliability',
  summary: 'A workload of several pods has a PodDisruptionBudget.',
  why: 'When nodes are drained for an update nothing else keeps all pods of a workload from being evicted at once.',
  like: [
    'kube-score:deployment-has-poddisruptionbudget',
    'kube-score:statefulset-has-poddisruptionbudget',
    'polaris:missingPodDisruptionBudget',
    'kics:deployment_without_pod_disruption_budget',
    'kics:statefulset_without_pod_disruption_budget',
  ],
  options: {
    type: 'object',
    properties: {
      acceptUnset: {
        description:
          'Leave out workloads that neither write replicas nor have an autoscaler: they have one pod.',
        type: 'boolean',
        default: false,
      },
    },
    additionalProperties: false,
  },
  bad: [
    { 'web.yaml': exampleWorkload({ spec: REPLICAS.replace('matchLabels', '«matchLabels»') }) },
    {
      'web.yaml':
        exampleWorkload({ spec: REPLICAS.replace('matchLabels', '«matchLabels»') }) +
        exampleBudget('  maxUnavailable: 1\n', 'api'),
    },
  ],
  good: [
    { 'web.yaml': exampleWorkload({ spec: REPLICAS }) + exampleBudget('  maxUnavailable: 1\n') },
    { 'web.yaml': exampleWorkload({ spec: '  replicas: 1\n' }) },
    {
      'web.yaml': exampleWorkload(),
      'plimsoll.yaml':
        'rules:\n  require-disruption-budget: { severity: info, options: { acceptUnset: true } }\n',
    },
  ],

  *check(workload, { options: { acceptUnset } }) {
    if (!workload.cluster.isWhole || (workload.replicas?.value ?? 2) < 2) return
    if (acceptUnset && !workload.replicas && workload.cluster.scalersOf(workload).length === 0) return
    const like = budgetPeers(workload)
    if (like.length === 0) return
    yield {
      at: workload.object.at('spec', 'selector', 'matchLabels').place,
      message: `No PodDisruptionBudget is about the pods of ${workload.title}; write one with maxUnavailable: 1.`,
      like,
    }
  },
})
