import type { Fields } from './fields.ts'
import type { KubernetesObject } from './object.ts'

/** What a PodSecurityPolicy leaves to pods that it could refuse. */
export type Leniency =
  | 'privileged'
  | 'host-pid'
  | 'host-ipc'
  | 'host-network'
  | 'privilege-escalation'
  | 'unset-privilege-escalation'
  | 'any-user'
  | 'root-user'
  | 'root-group'
  | 'added-capabilities'
  | 'kept-capabilities'
  | 'raw-sockets'
  | 'no-seccomp'
  | 'any-host-path'
  | 'writable-host-path'
  | 'unmasked-proc'
  | 'unsafe-sysctls'

/** One of them, with what says so, or what should. */
export interface Grant {
  readonly leniency: Leniency
  readonly field: Fields
}

/** What a PodSecurityPolicy grants (policy/v1beta1, gone with Kubernetes 1.25). */
export function grantsOf(policy: KubernetesObject): readonly Grant[] {
  const spec = policy.at('spec')
  const isTrue: readonly (readonly [string, Leniency])[] = [
    ['privileged', 'privileged'],
    ['hostPID', 'host-pid'],
    ['hostIPC', 'host-ipc'],
    ['hostNetwork', 'host-network'],
    ['allowPrivilegeEscalation', 'privilege-escalation'],
  ]
  const isListed: readonly (readonly [string, Leniency])[] = [
    ['allowedCapabilities', 'added-capabilities'],
    ['allowedUnsafeSysctls', 'unsafe-sysctls'],
  ]
  const grants: Grant[] = [
    ...isTrue
      .filter(([key]) => spec.isTrue(key))
      .map(([key, leniency]) => ({ leniency, field: spec.at(key) })),
    ...isListed
      .filter(([key]) => !spec.at(key).isEmpty)
      .map(([key, leniency]) => ({ leniency, field: spec.at(key) })),
    ...grantedUsers(spec),
    ...grantedPaths(spec),
  ]
  const grant = (leniency: Leniency, field: Fields) => grants.push({ leniency, field })
  if (!spec.at('allowPrivilegeEscalation').isSet)
    grant('unset-privilege-escalation', spec.at('allowPrivilegeEscalation'))
  const dropped = spec.texts('requiredDropCapabilities').map(({ value }) => value.toUpperCase())
  if (dropped.length === 0) grant('kept-capabilities', spec.at('requiredDropCapabilities'))
  if (!dropped.some((name) => name === 'ALL' || name === 'NET_RAW'))
    grant('raw-sockets', spec.at('requiredDropCapabilities'))
  const annotations = policy.at('metadata', 'annotations')
  const seccomp = annotations.at('seccomp.security.alpha.kubernetes.io/defaultProfileName')
  if (!/(?:docker|runtime)\/default/.test(seccomp.text()?.value ?? '')) grant('no-seccomp', seccomp)
  if (spec.texts('allowedProcMountTypes').some(({ value }) => value === 'Unmasked'))
    grant('unmasked-proc', spec.at('allowedProcMountTypes'))
  return grants
}

function grantedUsers(spec: Fields): Grant[] {
  const rule = spec.at('runAsUser', 'rule')
  const fromRoot = (field: Fields) => field.list('ranges').some((range) => range.number('min')?.value === 0)
  const grants: Grant[] = []
  const user = rule.text()?.value
  if (user === 'MustRunAs' && spec.at('runAsUser', 'ranges').isSet) {
    if (fromRoot(spec.at('runAsUser')))
      grants.push({ leniency: 'root-user', field: spec.at('runAsUser', 'ranges') })
  } else if (user !== 'MustRunAsNonRoot') {
    grants.push({ leniency: 'any-user', field: rule })
  }
  for (const key of ['supplementalGroups', 'fsGroup']) {
    const group = spec.at(key)
    const isLimited = group.text('rule')?.value === 'MustRunAs'
    if (isLimited ? fromRoot(group) : group.at('rule').isSet) {
      grants.push({ leniency: 'root-group', field: isLimited ? group : group.at('rule') })
    }
  }
  return grants
}

function grantedPaths(spec: Fields): Grant[] {
  const paths = spec.at('allowedHostPaths')
  if (!paths.isSet) return [{ leniency: 'any-host-path', field: paths }]
  return paths
    .list()
    .filter((path) => !path.isTrue('readOnly'))
    .map((path) => ({ leniency: 'writable-host-path', field: path.at('readOnly') }))
}
