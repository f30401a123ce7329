import { defineRule } from '../../engine/rule.ts'
import { isBuiltIn, isBuiltInRole } from './built-in-roles.ts'
import { exampleBinding, exampleRole } from './example-role.ts'

export default defineRule({
  id: 'require-known-role',
  on: 'object',
  severity: 'warning',
  category: 'correctness',
  summary: 'A binding names a role that is there.',
  why: 'A binding to a role that does not exist gives nothing now, and whatever somebody writes into a role of that name later.',
  like: [
    'polaris:clusterrolebindingClusterAdmin',
    'polaris:clusterrolebindingPodExecAttach',
    'polaris:rolebindingClusterAdminClusterRole',
    'polaris:rolebindingClusterRolePodExecAttach',
    'polaris:rolebindingClusterAdminRole',
    'polaris:rolebindingRolePodExecAttach',
  ],
  bad: [
    { 'binding.yaml': exampleBinding('«deployer»') },
    {
      'role.yaml': exampleRole('pods', 'get', { kind: 'Role' }),
      'binding.yaml': exampleBinding('«deployer»', { kind: 'RoleBinding' }),
    },
  ],
  good: [
    { 'role.yaml': exampleRole('pods', 'get'), 'binding.yaml': exampleBinding('deployer') },
    { 'binding.yaml': exampleBinding('view', { kind: 'RoleBinding' }) },
    { 'binding.yaml': exampleBinding('system:node-bootstrapper') },
  ],

  *check(object) {
    const binding = object.cluster.roleBinding(object)
    const name = binding?.roleName
    if (!binding || !name || binding.role || !object.cluster.isWhole) return
    const isOfCluster = binding.roleKind === 'ClusterRole'
    if ((isOfCluster && isBuiltInRole(name.value)) || isBuiltIn(object)) return
    const kind = binding.isOfCluster
      ? ['clusterrolebinding', '']
      : ['rolebinding', isOfCluster ? 'ClusterRole' : 'Role']
    yield {
      at: name.span,
      message: `${object.title} names the ${binding.roleKind} ${name.value}, which is in no file; add it, or correct the name.`,
      like: [`polaris:${kind[0]}ClusterAdmin${kind[1]}`, `polaris:${kind[0]}${kind[1]}PodExecAttach`],
    }
  },
})
