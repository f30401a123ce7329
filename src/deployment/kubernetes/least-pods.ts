import type { DisruptionBudget } from './policies-on-pods.ts'
import type { LabelSelector } from './selectors.ts'
import type { Workload } from './workload.ts'

/** A number of pods, or a share of them in percent. */
export interface PodCount {
  readonly amount: number
  readonly isShare: boolean
}

/** Undefined where a text is neither. */
export function parsePodCount(text: string): PodCount | undefined {
  const match = /^(\d+)(%?)$/.exec(text)
  return match ? { amount: Number(match[1]), isShare: match[2] === '%' } : undefined
}

/** Of so many pods; a share is rounded up, as the disruption controller does. */
export function podsOf({ amount, isShare }: PodCount, pods: number): number {
  return isShare ? Math.ceil((pods * amount) / 100) : amount
}

/** How few pods a workload may have: what its autoscaler keeps, else its replicas. */
export function leastPods(workload: Workload): number {
  const [scaler] = workload.cluster.scalersOf(workload)
  return scaler ? (scaler.minReplicas?.value ?? 1) : (workload.replicas?.value ?? 1)
}

/**
 * The workloads with replicas that a budget is about: those whose pods it covers, and those that have the same
 * selector, whatever their template says.
 */
export function budgetedWorkloads(budget: DisruptionBudget): readonly Workload[] {
  const { object, selector, workloads } = budget
  if (!selector.isSet || selector.faults.length > 0) return []
  return object.cluster.workloads.filter(
    (workload) =>
      workload.hasReplicas &&
      workload.namespace === object.namespace &&
      (workloads.includes(workload) || isSame(workload.selector, selector)),
  )
}

/** Whether two selectors demand the same, in whatever order. */
export function isSame(one: LabelSelector, other: LabelSelector): boolean {
  const all = ({ requirements }: LabelSelector) =>
    requirements
      .map(({ key, operator, values }) => JSON.stringify([key, operator, [...values].sort()]))
      .sort()
      .join()
  return one.isSet && other.isSet && all(one) === all(other)
}
