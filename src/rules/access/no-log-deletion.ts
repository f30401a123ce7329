import { type Access, grantsOf } from '../../deployment/kubernetes/grants.ts'
import { defineRule } from '../../engine/rule.ts'
import { type AccessOptions, accessOptions } from './access-options.ts'
import { type AccessPeer, accessPeers } from './access-peers.ts'
import { exampleRole } from './example-role.ts'

const ACCESS: Access = {
  resources: ['pods/log'],
  verbs: ['delete', 'deletecollection'],
}
const PEERS: readonly AccessPeer[] = [
  { like: 'trivy:KSV-0042', resources: ['pods/log'], verbs: ['delete', 'deletecollection', '*'] },
]

export default defineRule<'object', AccessOptions>({
  id: 'no-log-deletion',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'No role deletes the logs of pods.',
  why: 'Who may delete logs covers the traces of what was done with everything else.',
  like: ['trivy:KSV-0042'],
  options: accessOptions,
  bad: [
    { 'role.yaml': exampleRole('pods/log', 'get, «delete»') },
    { 'role.yaml': exampleRole('pods/log', '«"*"»') },
  ],
  good: [
    { 'role.yaml': exampleRole('pods/log', 'get, list') },
    { 'role.yaml': exampleRole('pods', 'delete') },
  ],

  *check(object, { options }) {
    for (const grant of grantsOf(object, ACCESS, options)) {
      const { resource, verb } = grant
      yield {
        at: verb.span,
        message: `${object.title} allows ${verb.value} on ${resource.value}; reading needs get only.`,
        like: accessPeers(grant, PEERS),
      }
    }
  },
})
