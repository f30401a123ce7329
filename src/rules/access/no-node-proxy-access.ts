import { type Access, grantsOf, isBoundToMachine } from '../../deployment/kubernetes/grants.ts'
import { defineRule } from '../../engine/rule.ts'
import { type AccessOptions, accessOptions } from './access-options.ts'
import { type AccessPeer, accessPeers } from './access-peers.ts'
import { exampleRole } from './example-role.ts'

const ACCESS: Access = {
  resources: ['nodes/proxy'],
  verbs: ['get', 'create', 'update', 'patch', 'delete'],
}
const PEERS: readonly AccessPeer[] = [
  { like: 'trivy:KSV-0047', resources: ['nodes/proxy'], verbs: ['get', 'create'] },
  {
    like: 'checkov:CKV2_K8S_2',
    resources: ['nodes/proxy', '*'],
    verbs: ['create', '*'],
    isGiven: isBoundToMachine,
  },
]

export default defineRule<'object', AccessOptions>({
  id: 'no-node-proxy-access',
  on: 'object',
  severity: 'error',
  category: 'security',
  summary: 'No role reaches the kubelets through the API server.',
  why: 'Whoever gets `nodes/proxy` talks to the kubelet itself: it runs commands in every pod of the node, and no audit log or admission sees it.',
  like: ['trivy:KSV-0047', 'checkov:CKV2_K8S_2'],
  options: accessOptions,
  bad: [
    { 'role.yaml': exampleRole('nodes, «nodes/proxy»', 'get') },
    { 'role.yaml': exampleRole('«"nodes/*"»', '"*"') },
  ],
  good: [
    { 'role.yaml': exampleRole('nodes, nodes/metrics', 'get, list') },
    { 'role.yaml': exampleRole('nodes/proxy', 'list') },
  ],

  *check(object, { options }) {
    for (const grant of grantsOf(object, ACCESS, options)) {
      const { resource, verb } = grant
      yield {
        at: resource.span,
        message: `${object.title} allows ${verb.value} on ${resource.value}, the way around every check of the API; for metrics take nodes/metrics.`,
        like: accessPeers(grant, PEERS),
      }
    }
  },
})
