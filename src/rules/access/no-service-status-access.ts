import { type Access, grantsOf, isBoundToMachine } from '../../deployment/kubernetes/grants.ts'
import { defineRule } from '../../engine/rule.ts'
import { type AccessOptions, accessOptions } from './access-options.ts'
import { type AccessPeer, accessPeers } from './access-peers.ts'
import { exampleRole } from './example-role.ts'

const ACCESS: Access = {
  resources: ['services/status'],
  verbs: ['update', 'patch'],
}
const PEERS: readonly AccessPeer[] = [
  {
    like: 'checkov:CKV2_K8S_4',
    resources: ['services/status', '*'],
    verbs: ['update', 'patch', '*'],
    isGiven: isBoundToMachine,
  },
]

export default defineRule<'object', AccessOptions>({
  id: 'no-service-status-access',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'No role changes the status of Services.',
  why: 'With an address of their own in the status of a load balancer they draw the traffic of others to themselves (CVE-2020-8554), which has no fix.',
  like: ['checkov:CKV2_K8S_4'],
  options: accessOptions,
  bad: [
    { 'role.yaml': exampleRole('services, «services/status»', 'get, patch') },
    { 'role.yaml': exampleRole('«"*/status"»', '"*"') },
  ],
  good: [
    { 'role.yaml': exampleRole('services, services/status', 'get, list') },
    { 'role.yaml': exampleRole('services', 'update') },
  ],

  *check(object, { options }) {
    for (const grant of grantsOf(object, ACCESS, options)) {
      const { resource, verb } = grant
      yield {
        at: resource.span,
        message: `${object.title} allows ${verb.value} on ${resource.value}; only the controller of the load balancer needs that.`,
        like: accessPeers(grant, PEERS),
      }
    }
  },
})
