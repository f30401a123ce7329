import type { Container } from '../../deployment/kubernetes/container.ts'
import type { Fields } from '../../deployment/kubernetes/fields.ts'

/** Those that say a container may run as root; each reads the pod's and the container's own settings in its way. */
export function rootPeersOf({ kind, security }: Container): readonly string[] {
  const own = written(security.own)
  const pod = written(security.pod)
  const user = own.user ?? pod.user
  const isNonRoot = own.isNonRoot ?? pod.isNonRoot
  const opinions: readonly (readonly [string, boolean])[] = [
    ['kube-linter:run-as-non-root', user === 0 || (user === undefined && isNonRoot !== true)],
    ['polaris:runAsRootAllowed', !isGood(own) && !(isGood(pod) && own.user !== 0 && own.isNonRoot !== false)],
    ['checkov:CKV_K8S_23', kind === 'regular' && isRootForCheckov(own, pod)],
    ['kics:containers_running_as_root', isRootForKics(isSaid(own) || !isSaid(pod) ? own : pod)],
    ['trivy:KSV-0012', own.isNonRoot !== true && pod.isNonRoot !== true],
  ]
  return opinions.flatMap(([peer, speaks]) => (speaks ? [peer] : []))
}

interface User {
  /** 0 where it is no number: nothing good can be said of it. */
  readonly user: number | undefined
  readonly isNonRoot: boolean | undefined
}

function written(context: Fields): User {
  const user = context.at('runAsUser')
  return {
    user: user.isSet ? (context.number('runAsUser')?.value ?? 0) : undefined,
    isNonRoot: context.boolean('runAsNonRoot')?.value,
  }
}

function isSaid({ user, isNonRoot }: User): boolean {
  return user !== undefined || isNonRoot !== undefined
}

function isGood({ user = 0, isNonRoot }: User): boolean {
  return user > 0 || isNonRoot === true
}

function isRootForKics(context: User): boolean {
  return !isGood(context)
}

function isRootForCheckov(own: User, pod: User): boolean {
  if (pod.isNonRoot) return own.isNonRoot === false && !((own.user ?? 0) > 0)
  if ((pod.user ?? 0) > 0) return own.user === 0
  return !isGood(own)
}
