import { type Access, grantsOf } from '../../deployment/kubernetes/grants.ts'
import { defineRule } from '../../engine/rule.ts'
import { type AccessOptions, accessOptions } from './access-options.ts'
import { type AccessPeer, accessPeers, WRITING_VERBS } from './access-peers.ts'
import { exampleRole } from './example-role.ts'

const ACCESS: Access = {
  resources: ['configmaps'],
  verbs: WRITING_VERBS,
}
const PEERS: readonly AccessPeer[] = [
  { like: 'trivy:KSV-0049', resources: ['configmaps'], verbs: WRITING_VERBS },
]

export default defineRule<'object', AccessOptions>({
  id: 'no-configmap-change-access',
  on: 'object',
  severity: 'info',
  category: 'security',
  summary: 'No role changes ConfigMaps, but for those that deploy.',
  why: 'ConfigMaps steer programs, and some the cluster: who changes `aws-auth` of EKS makes anybody its administrator.',
  like: ['trivy:KSV-0049', 'trivy:KSV-0115'],
  options: accessOptions,
  bad: [
    { 'role.yaml': exampleRole('configmaps', 'get, «update»') },
    { 'role.yaml': exampleRole('configmaps', '«patch»', { names: 'aws-auth' }) },
  ],
  good: [
    { 'role.yaml': exampleRole('configmaps', 'get, list, watch') },
    { 'role.yaml': exampleRole('pods', 'update') },
  ],

  *check(object, { options }) {
    for (const grant of grantsOf(object, ACCESS, options)) {
      const { resource, verb, rule } = grant
      const isOfEks = resource.value !== '*' && rule.resourceNames.some(({ value }) => value === 'aws-auth')
      const peers = accessPeers(grant, PEERS)
      yield {
        at: verb.span,
        message: `${object.title} allows ${verb.value} on ${resource.value}; name those it owns in resourceNames, or keep to reading.`,
        like: isOfEks ? [...peers, 'trivy:KSV-0115'] : peers,
      }
    }
  },
})
