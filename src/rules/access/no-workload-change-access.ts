import { type Access, grantsOf, isBoundInItsScope } from '../../deployment/kubernetes/grants.ts'
import { defineRule } from '../../engine/rule.ts'
import { type AccessOptions, accessOptions } from './access-options.ts'
import { type AccessPeer, accessPeers, WRITING_VERBS } from './access-peers.ts'
import { exampleRole } from './example-role.ts'

const ACCESS: Access = {
  resources: [
    'pods',
    'deployments',
    'statefulsets',
    'daemonsets',
    'replicasets',
    'replicationcontrollers',
    'jobs',
    'cronjobs',
  ],
  verbs: WRITING_VERBS,
}
const PEERS: readonly AccessPeer[] = [
  { like: 'trivy:KSV-0048', resources: ACCESS.resources, verbs: WRITING_VERBS },
  {
    like: 'kics:permissive_access_to_create_pods',
    resources: ['pods', '*'],
    verbs: ['create', '*'],
    groups: ['', '*'],
  },
  {
    like: 'kube-linter:access-to-create-pods',
    resources: [...ACCESS.resources.filter((name) => name !== 'replicationcontrollers'), '*'],
    verbs: ['create', '*'],
    isGiven: isBoundInItsScope,
  },
]

export default defineRule<'object', AccessOptions>({
  id: 'no-workload-change-access',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'No role creates or changes pods or what makes them, but for those that deploy.',
  why: 'Who may start a pod may start one with any Secret of the namespace mounted and any service account in it; where nothing forbids it, one with the rights of the node.',
  like: ['trivy:KSV-0048', 'kics:permissive_access_to_create_pods', 'kube-linter:access-to-create-pods'],
  options: accessOptions,
  bad: [
    { 'role.yaml': exampleRole('pods', 'get, «create»') },
    { 'role.yaml': exampleRole('deployments', '«patch»', { kind: 'Role', group: 'apps' }) },
  ],
  good: [
    { 'role.yaml': exampleRole('pods, deployments', 'get, list, watch') },
    { 'role.yaml': exampleRole('deployments/scale', 'update') },
  ],

  *check(object, { options }) {
    for (const grant of grantsOf(object, ACCESS, options)) {
      const { resource, verb } = grant
      yield {
        at: verb.span,
        message: `${object.title} allows ${verb.value} on ${resource.value}, and so to run anything; give it to the one account that deploys, in its namespace.`,
        like: accessPeers(grant, PEERS),
      }
    }
  },
})
