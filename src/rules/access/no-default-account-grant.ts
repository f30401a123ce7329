import { defineRule } from '../../engine/rule.ts'
import { exampleBinding } from './example-role.ts'

export default defineRule({
  id: 'no-default-account-grant',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'No role is given to the service account `default`.',
  why: 'Every pod that names no account runs as `default`: what it may, they all may, the one somebody starts for a test too.',
  like: ['checkov:CKV_K8S_42', 'kics:role_binding_to_default_service_account'],
  bad: [
    {
      'binding.yaml': exampleBinding('pods', {
        kind: 'RoleBinding',
        subjects: '[{ kind: User, name: jane }, { kind: ServiceAccount, name: «default», namespace: shop }]',
      }),
    },
    {
      'binding.yaml': exampleBinding('cluster-admin', {
        subjects: '[{ kind: ServiceAccount, name: «default» }]',
      }),
    },
  ],
  good: [
    { 'binding.yaml': exampleBinding('pods') },
    { 'binding.yaml': exampleBinding('pods', { subjects: '[{ kind: User, name: default }]' }) },
  ],

  *check(object) {
    const { subjects = [] } = object.cluster.roleBinding(object) ?? {}
    for (const { kind, name } of subjects) {
      if (kind !== 'ServiceAccount' || name?.value !== 'default') continue
      yield {
        at: name.span,
        message: `${object.title} gives its role to every pod without an account of its own; make a service account for the one that needs it.`,
      }
    }
  },
})
