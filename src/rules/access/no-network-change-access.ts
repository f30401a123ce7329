import { type Access, grantsOf } from '../../deployment/kubernetes/grants.ts'
import { defineRule } from '../../engine/rule.ts'
import { type AccessOptions, accessOptions } from './access-options.ts'
import { type AccessPeer, accessPeers, WRITING_VERBS } from './access-peers.ts'
import { exampleRole } from './example-role.ts'

const ACCESS: Access = {
  resources: ['services', 'endpoints', 'endpointslices', 'networkpolicies', 'ingresses'],
  verbs: WRITING_VERBS,
}
const PEERS: readonly AccessPeer[] = [
  { like: 'trivy:KSV-0056', resources: ACCESS.resources, verbs: WRITING_VERBS },
]

export default defineRule<'object', AccessOptions>({
  id: 'no-network-change-access',
  on: 'object',
  severity: 'info',
  category: 'security',
  summary: 'No role changes Services, Ingresses or network policies, but for those that deploy.',
  why: 'Who decides which pods get the traffic of a Service reads it; who changes network policies is no longer held by them.',
  like: ['trivy:KSV-0056'],
  options: accessOptions,
  bad: [
    { 'role.yaml': exampleRole('services', '«create»') },
    { 'role.yaml': exampleRole('networkpolicies', 'get, «"*"»', { group: 'networking.k8s.io' }) },
  ],
  good: [
    { 'role.yaml': exampleRole('services, endpoints', 'get, list, watch') },
    { 'role.yaml': exampleRole('services/proxy', 'create') },
  ],

  *check(object, { options }) {
    for (const grant of grantsOf(object, ACCESS, options)) {
      const { resource, verb } = grant
      yield {
        at: verb.span,
        message: `${object.title} allows ${verb.value} on ${resource.value} and so decides where traffic goes; keep to reading.`,
        like: accessPeers(grant, PEERS),
      }
    }
  },
})
