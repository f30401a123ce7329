import type { Located } from '../../span.ts'
import type { AccessRule, Role, RoleBinding } from './access.ts'
import type { KubernetesObject } from './object.ts'

/** Something that a role should not allow: any of the verbs on any of the resources. */
export interface Access {
  /** Sub-resources are written `pods/exec`; those of others (`pods/*`) and `*` are counted by themselves. */
  readonly resources: readonly string[]
  readonly verbs: readonly string[]
}

/** One rule of a role that allows it. */
export interface Grant {
  readonly role: Role
  readonly rule: AccessRule
  readonly resource: Located<string>
  readonly verb: Located<string>
}

/**
 * The rules of a role, as written in it, that allow something; nothing for objects that are no roles.
 * @param acceptWildcards passes over rules on all resources (`*`), of whatever API group
 */
export function grantsOf(
  object: KubernetesObject,
  { resources, verbs }: Access,
  { acceptWildcards }: { readonly acceptWildcards: boolean },
): readonly Grant[] {
  const role = object.cluster.roleOf(object)
  if (!role) return []
  return role.rules.flatMap((rule) => {
    const resource = rule.resources.find(({ value }) =>
      value === '*' ? !acceptWildcards : resources.some((name) => covers(value, name)),
    )
    const verb = rule.verbs.find(({ value }) => value === '*' || verbs.includes(value))
    return resource && verb ? [{ role, rule, resource, verb }] : []
  })
}

/** A star may stand on either side of the slash of a sub-resource. */
function covers(written: string, name: string): boolean {
  const slash = name.indexOf('/')
  if (written === name || slash === -1) return written === name
  return written === `${name.slice(0, slash)}/*` || written === `*${name.slice(slash)}`
}

/** Whether somebody gets a role of a namespace by a RoleBinding, or one of the cluster by a ClusterRoleBinding. */
export function isBoundInItsScope(role: Role): boolean {
  return role.object.cluster
    .grantingBindingsOf(role)
    .some(
      ({ isOfCluster, role: bound }) =>
        isOfCluster === role.isOfCluster && bound?.isOfCluster === isOfCluster,
    )
}

/** Whether pods or nodes get a role. */
export function isBoundToMachine(role: Role): boolean {
  return role.object.cluster.grantingBindingsOf(role).some(givesToMachine)
}

function givesToMachine({ subjects }: RoleBinding): boolean {
  return subjects.some(({ kind }) => kind === 'ServiceAccount' || kind === 'Node')
}
