import type { Located } from '../../span.ts'
import type { ProgramName, ProgramSource } from './control-plane-source.ts'
import type { KubernetesObject } from './object.ts'

/** The fields of `kubelet.config.k8s.io` that say what a flag of the kubelet says. */
const KUBELET_FIELDS: Readonly<Record<string, string>> = {
  'anonymous-auth': 'authentication.anonymous.enabled',
  'authorization-mode': 'authorization.mode',
  'client-ca-file': 'authentication.x509.clientCAFile',
  'event-qps': 'eventRecordQPS',
  'feature-gates': 'featureGates',
  'make-iptables-util-chains': 'makeIPTablesUtilChains',
  'protect-kernel-defaults': 'protectKernelDefaults',
  'read-only-port': 'readOnlyPort',
  'rotate-certificates': 'rotateCertificates',
  'streaming-connection-idle-timeout': 'streamingConnectionIdleTimeout',
  'tls-cert-file': 'tlsCertFile',
  'tls-cipher-suites': 'tlsCipherSuites',
  'tls-private-key-file': 'tlsPrivateKeyFile',
}

/** The same of `kubescheduler.config.k8s.io`. */
const SCHEDULER_FIELDS: Readonly<Record<string, string>> = { profiling: 'enableProfiling' }

const KINDS: Readonly<Record<string, { name: ProgramName; fields: Readonly<Record<string, string>> }>> = {
  KubeletConfiguration: { name: 'kubelet', fields: KUBELET_FIELDS },
  KubeSchedulerConfiguration: { name: 'kube-scheduler', fields: SCHEDULER_FIELDS },
}

/** The program that a configuration object is for; undefined for every other object. */
export function configuredProgram(object: KubernetesObject): ProgramSource | undefined {
  const known = Object.hasOwn(KINDS, object.kind) ? KINDS[object.kind] : undefined
  if (!known) return undefined
  return {
    name: known.name,
    title: object.kind,
    container: undefined,
    place: object.at('kind').place,
    mayTake: () => false,
    spelling: (flag) => known.fields[flag] ?? flag,
    values: (flag) => valuesOf(object, known.fields[flag]),
  }
}

function valuesOf(object: KubernetesObject, path: string | undefined): readonly Located<string>[] {
  if (path === undefined) return []
  const field = object.at(...path.split('.'))
  if (field.isList) return field.texts()
  if (field.isMapping) {
    return [...field.map()].map(([key, { value, span }]) => ({ value: `${key}=${value}`, span }))
  }
  const value = field.text()
  return value ? [value] : []
}
