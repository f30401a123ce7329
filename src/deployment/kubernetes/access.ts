import type { Located } from '../../span.ts'
import type { Cluster } from './cluster.ts'
import type { Fields } from './fields.ts'
import type { KubernetesObject } from './object.ts'
import { readSelector } from './selectors.ts'

/** One rule of a role. The axes are separate: a verb on resources of API groups, with names or any. */
export interface AccessRule {
  readonly field: Fields
  /** The role it is written in; another than asked where roles are aggregated. */
  readonly writtenIn: KubernetesObject
  readonly verbs: readonly Located<string>[]
  readonly apiGroups: readonly Located<string>[]
  /** Sub-resources are written `pods/exec`. */
  readonly resources: readonly Located<string>[]
  /** Empty stands for every name. */
  readonly resourceNames: readonly Located<string>[]
  readonly nonResourceURLs: readonly Located<string>[]
}

/** A Role or ClusterRole. */
export interface Role {
  readonly object: KubernetesObject
  readonly isOfCluster: boolean
  /** As written in it. */
  readonly rules: readonly AccessRule[]
  /** With those of the roles it aggregates, which may aggregate others. */
  readonly effectiveRules: readonly AccessRule[]
}

/** Whom a binding gives a role to. */
interface RoleSubject {
  readonly field: Fields
  readonly kind: string
  readonly name: Located<string> | undefined
  readonly namespace: Located<string> | undefined
}

/** A RoleBinding or ClusterRoleBinding. */
export interface RoleBinding {
  readonly object: KubernetesObject
  readonly isOfCluster: boolean
  readonly reference: Fields
  readonly roleKind: string
  readonly roleName: Located<string> | undefined
  /** The Role of its namespace or the ClusterRole; undefined where the files hold none, built-in ones too. */
  readonly role: Role | undefined
  readonly subjects: readonly RoleSubject[]
}

export function readRole(object: KubernetesObject, cluster: Cluster): Role {
  const rules = rulesOf(object)
  return {
    object,
    isOfCluster: object.kind === 'ClusterRole',
    rules,
    get effectiveRules() {
      return [...aggregated(object, cluster, new Set())].flatMap((each) =>
        each === object ? rules : rulesOf(each),
      )
    },
  }
}

/** A role and those whose labels its `aggregationRule` selects. */
function aggregated(
  object: KubernetesObject,
  cluster: Cluster,
  found: Set<KubernetesObject>,
): Set<KubernetesObject> {
  if (found.has(object)) return found
  found.add(object)
  for (const field of object.list('aggregationRule', 'clusterRoleSelectors')) {
    const selector = readSelector(field)
    for (const other of cluster.ofKind('ClusterRole')) {
      if (selector.matches(other.labels)) aggregated(other, cluster, found)
    }
  }
  return found
}

function rulesOf(object: KubernetesObject): AccessRule[] {
  return object.list('rules').map((field) => ({
    field,
    writtenIn: object,
    verbs: field.texts('verbs'),
    apiGroups: field.texts('apiGroups'),
    resources: field.texts('resources'),
    resourceNames: field.texts('resourceNames'),
    nonResourceURLs: field.texts('nonResourceURLs'),
  }))
}

export function readRoleBinding(object: KubernetesObject, cluster: Cluster): RoleBinding {
  const reference = object.at('roleRef')
  const roleKind = reference.text('kind')?.value ?? ''
  const roleName = reference.text('name')
  return {
    object,
    isOfCluster: object.kind === 'ClusterRoleBinding',
    reference,
    roleKind,
    roleName,
    get role() {
      return cluster.role(roleKind, object.namespace, roleName?.value ?? '')
    },
    subjects: object.list('subjects').map((field) => ({
      field,
      kind: field.text('kind')?.value ?? '',
      name: field.text('name'),
      namespace: field.text('namespace'),
    })),
  }
}
