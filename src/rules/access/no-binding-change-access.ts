import { type Access, grantsOf } from '../../deployment/kubernetes/grants.ts'
import { defineRule } from '../../engine/rule.ts'
import { type AccessOptions, accessOptions } from './access-options.ts'
import { exampleRole } from './example-role.ts'

const ACCESS: Access = {
  resources: ['rolebindings', 'clusterrolebindings'],
  verbs: ['create', 'update', 'patch'],
}

export default defineRule<'object', AccessOptions>({
  id: 'no-binding-change-access',
  on: 'object',
  severity: 'info',
  category: 'security',
  summary: 'No role changes who holds which role, but for those that administrate.',
  why: 'Who may change bindings gives every right he has to others, and keeps it by them after he lost it himself.',
  like: ['trivy:KSV-0055'],
  options: accessOptions,
  bad: [
    { 'role.yaml': exampleRole('rolebindings', 'get, «patch»', { kind: 'Role', group: '*' }) },
    { 'role.yaml': exampleRole('clusterrolebindings', '«create»', { group: 'rbac.authorization.k8s.io' }) },
  ],
  good: [
    { 'role.yaml': exampleRole('rolebindings', 'get, list', { group: 'rbac.authorization.k8s.io' }) },
    { 'role.yaml': exampleRole('roles', 'patch', { group: 'rbac.authorization.k8s.io' }) },
  ],

  *check(object, { options }) {
    for (const { rule, resource, verb } of grantsOf(object, ACCESS, options)) {
      const has = (list: readonly { value: string }[], name: string) =>
        list.some(({ value }) => value === name)
      const isOfTrivy =
        has(rule.apiGroups, '*') &&
        has(rule.resources, 'rolebindings') &&
        has(rule.verbs, 'get') &&
        has(rule.verbs, 'patch')
      yield {
        at: verb.span,
        message: `${object.title} allows ${verb.value} on ${resource.value}; leave who holds which role to the administrators.`,
        like: isOfTrivy ? ['trivy:KSV-0055'] : [],
      }
    }
  },
})
