import { type Access, grantsOf, isBoundToMachine } from '../../deployment/kubernetes/grants.ts'
import { defineRule } from '../../engine/rule.ts'
import { type AccessOptions, accessOptions } from './access-options.ts'
import { type AccessPeer, accessPeers } from './access-peers.ts'
import { exampleRole } from './example-role.ts'

const ACCESS: Access = {
  resources: ['users', 'groups', 'serviceaccounts', 'userextras', 'uids'],
  verbs: ['impersonate'],
}
const PEERS: readonly AccessPeer[] = [
  { like: 'trivy:KSV-0043', resources: ['groups'], verbs: ['impersonate'], groups: ['*'] },
  {
    like: 'kics:rbac_roles_with_impersonate_permission',
    resources: ACCESS.resources,
    verbs: ['impersonate'],
  },
  {
    like: 'checkov:CKV2_K8S_3',
    resources: ['users', 'groups', 'serviceaccounts', '*'],
    verbs: ['impersonate', '*'],
    isGiven: isBoundToMachine,
  },
]

export default defineRule<'object', AccessOptions>({
  id: 'no-impersonation',
  on: 'object',
  severity: 'error',
  category: 'security',
  summary: 'No role lets its holders pass for somebody else.',
  why: 'Impersonation has no limit but what is named: with groups it makes anybody a member of system:masters, whom no rule binds.',
  like: ['trivy:KSV-0043', 'kics:rbac_roles_with_impersonate_permission', 'checkov:CKV2_K8S_3'],
  options: accessOptions,
  bad: [
    { 'role.yaml': exampleRole('users', '«impersonate»') },
    { 'role.yaml': exampleRole('serviceaccounts', '«"*"»') },
  ],
  good: [
    { 'role.yaml': exampleRole('serviceaccounts, users', 'get, list') },
    { 'role.yaml': exampleRole('pods', '"*"') },
  ],

  *check(object, { options }) {
    for (const grant of grantsOf(object, ACCESS, options)) {
      const { resource, verb } = grant
      yield {
        at: verb.span,
        message: `${object.title} may impersonate ${resource.value}; remove the verb, or name the one account in resourceNames.`,
        like: accessPeers(grant, PEERS),
      }
    }
  },
})
