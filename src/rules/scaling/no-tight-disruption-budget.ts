import {
  budgetedWorkloads,
  isSame,
  leastPods,
  type PodCount,
  parsePodCount,
  podsOf,
} from '../../deployment/kubernetes/least-pods.ts'
import type { DisruptionBudget } from '../../deployment/kubernetes/policies-on-pods.ts'
import type { Workload } from '../../deployment/kubernetes/workload.ts'
import { defineRule } from '../../engine/rule.ts'
import { exampleBudget, exampleScaler, exampleWorkload } from './example-workload.ts'

const three = exampleWorkload({ spec: '  replicas: 3\n' })

export default defineRule({
  id: 'no-tight-disruption-budget',
  on: 'object',
  severity: 'error',
  category: 'reliability',
  summary: 'A PodDisruptionBudget wants fewer pods than there are.',
  why: 'Where all pods have to be there none may go, and no node with one of them can be drained: updates of the cluster hang.',
  like: ['kube-linter:pdb-min-available', 'polaris:pdbMinAvailableGreaterThanHPAMinReplicas'],
  bad: [
    { 'web.yaml': three + exampleBudget('  minAvailable: «3»\n') },
    { 'web.yaml': exampleWorkload() + exampleBudget('  minAvailable: «50%»\n') },
    {
      'web.yaml':
        exampleWorkload() +
        exampleScaler('  minReplicas: 2\n  maxReplicas: 9\n') +
        exampleBudget('  minAvailable: «4»\n'),
    },
    { 'web.yaml': three + exampleBudget('  minAvailable: «most»\n') },
  ],
  good: [
    { 'web.yaml': three + exampleBudget('  minAvailable: 2\n') },
    { 'web.yaml': three + exampleBudget('  minAvailable: 50%\n') },
    { 'web.yaml': three + exampleBudget('  minAvailable: 3\n', 'api') },
    {
      'web.yaml':
        exampleWorkload() +
        exampleScaler('  minReplicas: 5\n  maxReplicas: 9\n') +
        exampleBudget('  minAvailable: 4\n'),
    },
  ],

  *check(object) {
    const budget = object.cluster.budget(object)
    const least = budget?.minAvailable
    // All of them: another rule says so.
    if (!budget || !least || least.value === '100%') return
    const count = parsePodCount(least.value)
    if (!count) {
      yield {
        at: least.span,
        message: `${least.value} of ${object.title} is neither a number of pods nor a share such as 50%.`,
        like: ['kube-linter:pdb-min-available'],
      }
      return
    }
    for (const workload of budgetedWorkloads(budget)) {
      const pods = leastPods(workload)
      const wanted = podsOf(count, pods)
      if (pods === 0 || wanted < pods) continue
      yield {
        at: least.span,
        message: `${object.title} wants ${wanted} ${wanted === 1 ? 'pod' : 'pods'} of ${workload.title}, which may have only ${pods}, so none may go; write maxUnavailable: 1 in its place.`,
        like: peersOf(budget, workload, count),
      }
    }
  },
})

function peersOf(budget: DisruptionBudget, workload: Workload, count: PodCount): readonly string[] {
  const peers: string[] = []
  const written = workload.replicas?.value ?? 1
  const scaler = workload.cluster.scalersOf(workload)[0]
  const replicas = written > 1 ? written : (scaler?.minReplicas?.value ?? written)
  if (isSame(workload.selector, budget.selector) && replicas <= podsOf(count, replicas)) {
    peers.push('kube-linter:pdb-min-available')
  }
  const kept = scaler?.object.kind === 'HorizontalPodAutoscaler' ? scaler.minReplicas?.value : undefined
  if (workload.kind === 'Deployment' && kept !== undefined && podsOf(count, kept) > kept) {
    peers.push('polaris:pdbMinAvailableGreaterThanHPAMinReplicas')
  }
  return peers
}
