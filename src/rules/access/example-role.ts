/** What of the role of an example differs. */
interface Differences {
  readonly kind?: 'Role' | 'ClusterRole'
  readonly name?: string
  readonly group?: string
  readonly names?: string
}

/** The manifest of a role with one rule, for the examples of rules; lists as they stand between the brackets. */
export function exampleRole(
  resources: string,
  verbs: string,
  { kind = 'ClusterRole', name = 'deployer', group = '', names }: Differences = {},
): string {
  const only = names === undefined ? '' : `    resourceNames: [${names}]\n`
  return `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata:\n  name: ${name}\nrules:\n  - apiGroups: ["${group}"]\n    resources: [${resources}]\n    verbs: [${verbs}]\n${only}`
}

/** A binding that gives a role to a service account. */
export function exampleBinding(
  role: string,
  {
    kind = 'ClusterRoleBinding',
    roleKind = 'ClusterRole',
    subjects = '[{ kind: ServiceAccount, name: ci, namespace: build }]',
  } = {},
): string {
  return `apiVersion: rbac.authorization.k8s.io/v1\nkind: ${kind}\nmetadata:\n  name: deployers\nroleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: ${roleKind}\n  name: ${role}\nsubjects: ${subjects}\n`
}
