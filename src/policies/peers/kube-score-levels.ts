import type { RuleLevel } from '../policy.ts'

const BY_LEVEL: readonly (readonly [RuleLevel, readonly string[]])[] = [
  [
    'warning',
    [
      ...['deployment-has-host-podantiaffinity', 'statefulset-has-host-podantiaffinity', 'stable-version'],
      ...['deployment-replicas', 'deployment-strategy', 'horizontalpodautoscaler-replicas', 'service-type'],
    ],
  ],
  // Optional: an option or an annotation has to ask for them.
  [
    'off',
    [
      ...['container-seccomp-profile', 'container-ports-check', 'container-resource-requests-equal-limits'],
      ...['container-cpu-requests-equal-limits', 'container-memory-requests-equal-limits'],
      'container-ephemeral-storage-request-equals-limit',
    ],
  ],
]

/** kube-score's grades where they are not critical, as of its version 1.20. */
export const KUBE_SCORE_LEVELS: Readonly<Record<string, RuleLevel>> = Object.fromEntries(
  BY_LEVEL.flatMap(([level, names]) => names.map((name) => [`kube-score:${name}`, level])),
)
