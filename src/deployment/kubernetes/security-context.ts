import type { Located } from '../../span.ts'
import type { Container } from './container.ts'
import type { Fields } from './fields.ts'

/** A setting that holds for a container, with where it was written. */
interface Effective<T> extends Located<T> {
  readonly from: 'container' | 'pod' | 'annotation'
}

/** Linux capabilities in capitals without `CAP_`, as they are compared; spans are of what is written. */
export interface Capabilities {
  readonly field: Fields
  readonly added: readonly Located<string>[]
  readonly dropped: readonly Located<string>[]
  readonly dropsAll: boolean
  /** Names it or ALL. */
  drops(name: string): boolean
  /** Names it or ALL. */
  adds(name: string): boolean
}

/** What a container runs as, inheritance from its pod worked in. */
export interface SecurityContext {
  /** The container's own `securityContext`, written or not. */
  readonly own: Fields
  /** That of the pod. */
  readonly pod: Fields
  /** One of the two is written as something else than a mapping; nothing can be known then. */
  readonly isMalformed: boolean
  // What a pod has no field for.
  readonly privileged: Located<boolean> | undefined
  readonly allowPrivilegeEscalation: Located<boolean> | undefined
  readonly readOnlyRootFilesystem: Located<boolean> | undefined
  readonly procMount: Located<string> | undefined
  readonly capabilities: Capabilities
  // What it inherits.
  readonly runAsUser: Effective<number> | undefined
  readonly runAsGroup: Effective<number> | undefined
  readonly runAsNonRoot: Effective<boolean> | undefined
  /** `RuntimeDefault`, `Localhost` or `Unconfined`; that of the older annotations too, in today's words. */
  readonly seccompProfile: Effective<string> | undefined
  /** The same for AppArmor. */
  readonly appArmorProfile: Effective<string> | undefined
  /** Windows only. */
  readonly hostProcess: Effective<boolean> | undefined
  /** Each place where SELinux options are written for it: its own and the pod's. */
  readonly seLinuxOptions: readonly Fields[]
}

/** What holds for a container (Kubernetes API, SecurityContext and PodSecurityContext). */
export function securityContextOf(container: Container): SecurityContext {
  const { workload } = container
  const own = container.at('securityContext')
  const pod = workload.podSpec.at('securityContext')
  const inherited = <T>(read: (context: Fields) => Located<T> | undefined): Effective<T> | undefined => {
    const mine = read(own)
    if (mine) return { ...mine, from: 'container' }
    const shared = read(pod)
    return shared && { ...shared, from: 'pod' }
  }
  const profile = (field: string, podKey: string | undefined, containerKey: string) =>
    inherited((context) => context.text(field, 'type')) ??
    annotated(container, [`${containerKey}${container.name?.value ?? ''}`, ...(podKey ? [podKey] : [])])
  return {
    own,
    pod,
    isMalformed: (own.isSet && !own.isMapping) || (pod.isSet && !pod.isMapping),
    privileged: own.boolean('privileged'),
    allowPrivilegeEscalation: own.boolean('allowPrivilegeEscalation'),
    readOnlyRootFilesystem: own.boolean('readOnlyRootFilesystem'),
    procMount: own.text('procMount'),
    capabilities: capabilitiesOf(own.at('capabilities')),
    runAsUser: inherited((context) => context.number('runAsUser')),
    runAsGroup: inherited((context) => context.number('runAsGroup')),
    runAsNonRoot: inherited((context) => context.boolean('runAsNonRoot')),
    seccompProfile: profile(
      'seccompProfile',
      'seccomp.security.alpha.kubernetes.io/pod',
      'container.seccomp.security.alpha.kubernetes.io/',
    ),
    appArmorProfile: profile('appArmorProfile', undefined, 'container.apparmor.security.beta.kubernetes.io/'),
    hostProcess: inherited((context) => context.boolean('windowsOptions', 'hostProcess')),
    seLinuxOptions: [own.at('seLinuxOptions'), pod.at('seLinuxOptions')].filter(({ isSet }) => isSet),
  }
}

/** A profile as annotations name it: `runtime/default`, `docker/default`, `localhost/<file>`, `unconfined`. */
function annotated({ workload }: Container, keys: readonly string[]): Effective<string> | undefined {
  for (const key of keys) {
    const written = workload.podAnnotations.get(key)
    if (!written) continue
    const { value } = written
    const type = /^(?:runtime|docker)\/default$/.test(value)
      ? 'RuntimeDefault'
      : value.startsWith('localhost/')
        ? 'Localhost'
        : value === 'unconfined'
          ? 'Unconfined'
          : value
    return { value: type, span: written.span, from: 'annotation' }
  }
  return undefined
}

function capabilitiesOf(field: Fields): Capabilities {
  const read = (key: string) =>
    field.texts(key).map(({ value, span }) => ({ value: value.toUpperCase().replace(/^CAP_/, ''), span }))
  const added = read('add')
  const dropped = read('drop')
  const names = (list: readonly Located<string>[], name: string) =>
    list.some(({ value }) => value === name || value === 'ALL')
  return {
    field,
    added,
    dropped,
    dropsAll: dropped.some(({ value }) => value === 'ALL'),
    drops: (name) => names(dropped, name),
    adds: (name) => names(added, name),
  }
}
