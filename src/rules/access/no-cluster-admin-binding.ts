import type { AccessRule, RoleBinding } from '../../deployment/kubernetes/access.ts'
import { defineRule } from '../../engine/rule.ts'
import { isBuiltIn } from './built-in-roles.ts'
import { exampleBinding, exampleRole } from './example-role.ts'

const EVERYTHING = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete']

export default defineRule({
  id: 'no-cluster-admin-binding',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'Nobody is bound to `cluster-admin`, nor to a role that allows everything.',
  why: 'A leaked token of such an account is the whole cluster: every Secret, every node, every backup that it reaches.',
  like: [
    'kube-linter:cluster-admin-role-binding',
    'polaris:clusterrolebindingClusterAdmin',
    'polaris:rolebindingClusterAdminClusterRole',
    'polaris:rolebindingClusterAdminRole',
    'trivy:KSV-0111',
    'kics:cluster_admin_role_binding_with_super_user_permissions',
  ],
  bad: [
    { 'binding.yaml': exampleBinding('«cluster-admin»') },
    { 'binding.yaml': exampleBinding('«admin»', { kind: 'RoleBinding' }) },
    {
      'role.yaml': exampleRole('"*"', 'get, list, watch, create, update, patch, delete', { group: '*' }),
      'binding.yaml': exampleBinding('«deployer»'),
    },
  ],
  good: [
    { 'binding.yaml': exampleBinding('view') },
    {
      'role.yaml': exampleRole('"*"', 'get, list', { group: '*' }),
      'binding.yaml': exampleBinding('deployer'),
    },
  ],

  *check(object) {
    const name = object.text('roleRef', 'name')
    // Some write ClusterRolebinding; the API server says what is wrong with that.
    if (!name || !/^(?:cluster)?rolebinding$/i.test(object.kind)) return
    const binding = object.cluster.roleBinding(object)
    const isAdmin = name.value === 'cluster-admin'
    const allowsAll = binding?.role?.rules.some(isEverything) ?? false
    const isOfRank = ['cluster-admin', 'admin', 'edit'].includes(name.value)
    if (!isAdmin && !allowsAll && !isOfRank) return
    const peers = [
      ...(isOfRank ? ['trivy:KSV-0111'] : []),
      ...(binding ? polarisPeers(binding, isAdmin || allowsAll) : []),
      ...(isAdmin && binding?.isOfCluster && binding.roleKind === 'ClusterRole'
        ? [
            'kube-linter:cluster-admin-role-binding',
            'kics:cluster_admin_role_binding_with_super_user_permissions',
          ]
        : []),
    ]
    const extent = isAdmin || allowsAll ? 'everything' : `all that ${name.value} allows`
    yield {
      at: name.span,
      message: `${object.title} gives ${extent}; bind a role with what is needed${binding?.isOfCluster ? ', in the namespaces where it is needed' : ''}.`,
      like: peers,
    }
  },
})

function isEverything({ apiGroups, resources, verbs }: AccessRule): boolean {
  const hasStar = (items: readonly { value: string }[]) => items.some(({ value }) => value === '*')
  return (
    hasStar(apiGroups) &&
    hasStar(resources) &&
    (hasStar(verbs) || EVERYTHING.every((verb) => verbs.some(({ value }) => value === verb)))
  )
}

function polarisPeers(binding: RoleBinding, isEverythingGiven: boolean): readonly string[] {
  if (!isEverythingGiven || isBuiltIn(binding.object)) return []
  if (binding.isOfCluster) return ['polaris:clusterrolebindingClusterAdmin']
  const isToRole = binding.roleKind === 'Role'
  return [`polaris:rolebindingClusterAdmin${isToRole ? 'Role' : 'ClusterRole'}`]
}
