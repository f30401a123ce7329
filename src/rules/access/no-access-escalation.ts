import { type Access, type Grant, grantsOf, isBoundToMachine } from '../../deployment/kubernetes/grants.ts'
import { defineRule } from '../../engine/rule.ts'
import { type AccessOptions, accessOptions } from './access-options.ts'
import { type AccessPeer, accessPeers } from './access-peers.ts'
import { exampleRole } from './example-role.ts'

const GROUP = 'rbac.authorization.k8s.io'
const ACCESS: Access = {
  resources: ['roles', 'clusterroles', 'rolebindings', 'clusterrolebindings'],
  verbs: ['bind', 'escalate', 'impersonate'],
}
const PEERS: readonly AccessPeer[] = [
  {
    like: 'trivy:KSV-0050',
    resources: ['roles', 'rolebindings'],
    verbs: ['bind', 'escalate', 'impersonate', '*'],
  },
  {
    like: 'kics:rbac_roles_allow_privilege_escalation',
    resources: ['roles', 'clusterroles'],
    verbs: ['bind', 'escalate', '*'],
  },
  {
    like: 'checkov:CKV_K8S_157',
    resources: ['rolebindings', 'clusterrolebindings', '*'],
    verbs: ['bind', '*'],
    groups: [GROUP, '*'],
  },
  {
    like: 'checkov:CKV_K8S_158',
    resources: ['roles', 'clusterroles', '*'],
    verbs: ['escalate', '*'],
    groups: [GROUP, '*'],
  },
  {
    like: 'checkov:CKV2_K8S_1',
    resources: ['rolebindings', 'clusterrolebindings', '*'],
    verbs: ['bind', '*'],
    isGiven: isBoundToMachine,
  },
]
/** For one that wants two rules: to create a binding, and behind it to bind roles of any name. */
const PAIRS: readonly { like: string; bindings: string; roles: readonly string[] }[] = [
  { like: 'trivy:KSV-0051', bindings: 'rolebindings', roles: ['clusterroles', 'roles'] },
  { like: 'trivy:KSV-0052', bindings: 'clusterrolebindings', roles: ['clusterroles'] },
]

export default defineRule<'object', AccessOptions>({
  id: 'no-access-escalation',
  on: 'object',
  severity: 'error',
  category: 'security',
  summary: 'No role lets its holders give more rights than they have.',
  why: 'With `bind` or `escalate` anybody makes himself cluster-admin: these verbs are the exceptions from the rule that nobody gives what he has not.',
  like: [...PEERS, ...PAIRS].map(({ like }) => like),
  options: accessOptions,
  bad: [
    { 'role.yaml': exampleRole('clusterroles', 'get, «bind»', { group: GROUP }) },
    { 'role.yaml': exampleRole('roles, rolebindings', '«"*"»', { kind: 'Role', group: GROUP }) },
    { 'role.yaml': exampleRole('clusterroles', '«escalate»', { group: '*' }) },
  ],
  good: [
    { 'role.yaml': exampleRole('roles, rolebindings', 'create, update, patch, delete', { group: GROUP }) },
    { 'role.yaml': exampleRole('pods', 'bind, "*"') },
  ],

  *check(object, { options }) {
    for (const grant of grantsOf(object, ACCESS, options)) {
      const { resource, verb } = grant
      yield {
        at: verb.span,
        message: `${object.title} allows ${verb.value} on ${resource.value}, and so to take any right; list the verbs that are needed without bind and escalate, or name the roles in resourceNames.`,
        like: [...accessPeers(grant, PEERS), ...pairPeers(grant)],
      }
    }
  },
})

function pairPeers({ role, rule }: Grant): readonly string[] {
  const has = (list: readonly { value: string }[], ...names: string[]) =>
    list.some(({ value }) => names.includes(value))
  if (!has(rule.apiGroups, GROUP) || !has(rule.verbs, 'bind') || !has(rule.resourceNames, '*')) return []
  const before = role.rules.slice(0, role.rules.indexOf(rule))
  return PAIRS.flatMap(({ like, bindings, roles }) =>
    has(rule.resources, ...roles) &&
    before.some(
      (other) => has(other.apiGroups, GROUP) && has(other.resources, bindings) && has(other.verbs, 'create'),
    )
      ? [like]
      : [],
  )
}
