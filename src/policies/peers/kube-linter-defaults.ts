import type { RuleLevel } from '../policy.ts'

/** What kube-linter runs unless it is told otherwise, as of its version 0.7. */
const DEFAULTS = [
  ...['dangling-service', 'deprecated-service-account-field', 'docker-sock', 'drop-net-raw-capability'],
  ...['duplicate-env-var', 'env-var-secret', 'host-ipc', 'host-network', 'host-pid', 'invalid-target-ports'],
  ...['job-ttl-seconds-after-finished', 'latest-tag', 'liveness-port', 'mismatching-selector'],
  ...['no-anti-affinity', 'no-extensions-v1beta', 'no-read-only-root-fs', 'non-existent-service-account'],
  ...['pdb-max-unavailable', 'pdb-min-available', 'pdb-unhealthy-pod-eviction-policy'],
  ...['privilege-escalation-container', 'privileged-container', 'readiness-port', 'run-as-non-root'],
  ...['sensitive-host-mounts', 'ssh-port', 'startup-port', 'unsafe-sysctls', 'unset-cpu-requirements'],
  'unset-memory-requirements',
]

/** Its other checks, which have to be asked for. */
const OTHERS = [
  ...['access-to-create-pods', 'access-to-secrets', 'cluster-admin-role-binding'],
  ...['dangling-horizontalpodautoscaler', 'dangling-ingress', 'dangling-networkpolicy'],
  ...['dangling-networkpolicypeer-podselector', 'dangling-servicemonitor', 'default-service-account'],
  ...['dnsconfig-options', 'env-value-from', 'exposed-services', 'hpa-minimum-three-replicas'],
  ...['invalid-irsa-role', 'minimum-three-replicas', 'no-liveness-probe', 'no-node-affinity'],
  ...['no-readiness-probe', 'no-rolling-update-strategy', 'non-isolated-pod', 'priority-class-name'],
  ...['privileged-ports', 'read-secret-from-env-var', 'required-annotation-email', 'required-label-owner'],
  ...['restart-policy', 'scc-deny-privileged-container', 'schema-validation', 'sorted-keys'],
  ...['statefulset-volumeclaimtemplate-annotation', 'unsafe-proc-mount', 'use-namespace'],
  ...['wildcard-in-rules', 'writable-host-mount'],
]

/** Everything that it has built in. */
export const KUBE_LINTER_CHECKS: readonly string[] = [...DEFAULTS, ...OTHERS]

export const KUBE_LINTER_DEFAULTS: readonly string[] = DEFAULTS

/** It knows one severity, and any finding fails its run. */
export const KUBE_LINTER_LEVELS: Readonly<Record<string, RuleLevel>> = Object.fromEntries([
  ...DEFAULTS.map((name) => [`kube-linter:${name}`, 'error']),
  ...OTHERS.map((name) => [`kube-linter:${name}`, 'off']),
])

/** Options with which our rules do what it does, where our defaults ask for more. */
export const KUBE_LINTER_OPTIONS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'kube-linter:privilege-escalation-container': { acceptUnset: true },
  'kube-linter:run-as-non-root': { acceptUserId: true },
}
