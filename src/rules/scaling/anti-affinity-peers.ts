import { type AntiAffinityTerm, isSpreadOverHosts } from '../../deployment/kubernetes/spreading.ts'
import type { Workload } from '../../deployment/kubernetes/workload.ts'

/** Those that want more of the anti-affinity of a workload. */
export function antiAffinityPeers(workload: Workload, terms: readonly AntiAffinityTerm[]): readonly string[] {
  const { kind, replicas, hasReplicas } = workload
  const peers: string[] = []
  const count = replicas?.value
  const isGood = (term: AntiAffinityTerm) => term.isOfHost && term.matchesOwnPods
  if (hasReplicas && kind !== 'Rollout' && (count ?? 1) >= 2 && !isSpreadOverHosts(workload)) {
    const isHeld = terms.some((term) => isGood(term) && !term.isOfOtherNamespaces)
    if (!isHeld) peers.push('kube-linter:no-anti-affinity')
  }
  if (kind !== 'Deployment' && kind !== 'StatefulSet') return peers
  const name = kind.toLowerCase()
  if ((count === undefined || count >= 2) && !terms.some(isGood)) {
    peers.push(`kube-score:${name}-has-host-podantiaffinity`)
  }
  if ((count ?? 1) > 2 && !isGoodForKics(workload, terms)) peers.push(`kics:${name}_has_no_pod_anti_affinity`)
  return peers
}

/** It wants every term to be of the host and, where it has matchLabels, to share one of them with the pods. */
function isGoodForKics({ podLabels }: Workload, terms: readonly AntiAffinityTerm[]): boolean {
  return (
    terms.length > 0 &&
    terms.every(({ field, isOfHost }) => {
      const wanted = field.map('labelSelector', 'matchLabels')
      const isShared = [...wanted].some(([key, { value }]) => podLabels.get(key)?.value === value)
      return isOfHost && (wanted.size === 0 || podLabels.size === 0 || isShared)
    })
  )
}
