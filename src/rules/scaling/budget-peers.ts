import type { Workload } from '../../deployment/kubernetes/workload.ts'

/** Those that miss a PodDisruptionBudget for a workload of several pods, each by its own way to match them. */
export function budgetPeers(workload: Workload): readonly string[] {
  const { kind, replicas, cluster, namespace, podLabels, object } = workload
  if (kind !== 'Deployment' && kind !== 'StatefulSet') return []
  const name = kind.toLowerCase()
  const peers: string[] = []
  if (cluster.budgetsOf(workload).length === 0) peers.push(`kube-score:${name}-has-poddisruptionbudget`)
  const selected = [...object.map('spec', 'selector', 'matchLabels').values()].map(({ value }) => value)
  const labels = (at: (typeof cluster.budgets)[number]) => [
    ...at.object.map('spec', 'selector', 'matchLabels'),
  ]
  const isSeenByKics = cluster.budgets.some((budget) =>
    labels(budget).some(([, { value }]) => selected.includes(value)),
  )
  if ((replicas?.value ?? 1) > 1 && !isSeenByKics) peers.push(`kics:${name}_without_pod_disruption_budget`)
  const isSeenByPolaris = cluster.budgets.some(
    (budget) =>
      budget.object.namespace === namespace &&
      labels(budget).some(([key, { value }]) => podLabels.get(key)?.value === value),
  )
  if (kind === 'Deployment' && !isSeenByPolaris) peers.push('polaris:missingPodDisruptionBudget')
  return peers
}
