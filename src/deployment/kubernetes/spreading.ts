import type { Fields } from './fields.ts'
import { readSelector } from './selectors.ts'
import type { Workload } from './workload.ts'

/** The label that every node has with a value of its own. */
const HOST = 'kubernetes.io/hostname'

/** One term of a pod anti-affinity. */
export interface AntiAffinityTerm {
  /** What has `topologyKey` and `labelSelector`. */
  readonly field: Fields
  readonly isOfHost: boolean
  /** Whether its selector takes the pods of the workload itself. */
  readonly matchesOwnPods: boolean
  /** It names namespaces, and not the one that the template names. */
  readonly isOfOtherNamespaces: boolean
}

/** The terms of a workload's pod anti-affinity, preferred ones first. */
export function antiAffinityTerms(workload: Workload): readonly AntiAffinityTerm[] {
  const rules = workload.podSpec.at('affinity', 'podAntiAffinity')
  const preferred = rules.list('preferredDuringSchedulingIgnoredDuringExecution')
  const fields = [
    ...preferred.map((each) => each.at('podAffinityTerm')),
    ...rules.list('requiredDuringSchedulingIgnoredDuringExecution'),
  ]
  const namespace = workload.template.text('metadata', 'namespace')?.value ?? ''
  return fields.map((field) => {
    const namespaces = field.texts('namespaces').map(({ value }) => value)
    return {
      field,
      isOfHost: field.text('topologyKey')?.value === HOST,
      matchesOwnPods: takesOwnPods(field, workload),
      isOfOtherNamespaces: namespaces.length > 0 && !namespaces.includes(namespace),
    }
  })
}

/** Whether a topology spread constraint keeps the pods of a workload on different nodes. */
export function isSpreadOverHosts(workload: Workload): boolean {
  return workload.podSpec
    .list('topologySpreadConstraints')
    .some((field) => field.text('topologyKey')?.value === HOST && takesOwnPods(field, workload))
}

/** No selector takes nothing, an empty one everything. */
function takesOwnPods(field: Fields, { podLabels }: Workload): boolean {
  const selector = readSelector(field.at('labelSelector'))
  return selector.isSet && selector.matches(podLabels)
}
