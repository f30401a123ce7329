import { type Access, grantsOf } from '../../deployment/kubernetes/grants.ts'
import { defineRule } from '../../engine/rule.ts'
import { type AccessOptions, accessOptions } from './access-options.ts'
import { type AccessPeer, accessPeers, WRITING_VERBS } from './access-peers.ts'
import { exampleRole } from './example-role.ts'

const ACCESS: Access = {
  resources: ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations'],
  verbs: WRITING_VERBS,
}
const PEERS: readonly AccessPeer[] = [
  { like: 'trivy:KSV-0114', resources: ACCESS.resources, verbs: WRITING_VERBS },
  {
    like: 'checkov:CKV_K8S_155',
    kind: 'ClusterRole',
    resources: [...ACCESS.resources, '*'],
    verbs: ['create', 'update', 'patch', '*'],
    groups: ['admissionregistration.k8s.io', '*'],
  },
]

export default defineRule<'object', AccessOptions>({
  id: 'no-webhook-access',
  on: 'object',
  severity: 'error',
  category: 'security',
  summary: 'No role changes the webhooks of admission.',
  why: 'A webhook sees every object before it is stored, Secrets among them, and may change it: who sets one up rules the cluster.',
  like: ['trivy:KSV-0114', 'checkov:CKV_K8S_155'],
  options: accessOptions,
  bad: [
    {
      'role.yaml': exampleRole('mutatingwebhookconfigurations', 'get, «patch»', {
        group: 'admissionregistration.k8s.io',
      }),
    },
    { 'role.yaml': exampleRole('validatingwebhookconfigurations', '«"*"»') },
  ],
  good: [
    { 'role.yaml': exampleRole('mutatingwebhookconfigurations', 'get, list, watch') },
    { 'role.yaml': exampleRole('configmaps', 'patch') },
  ],

  *check(object, { options }) {
    for (const grant of grantsOf(object, ACCESS, options)) {
      const { resource, verb } = grant
      yield {
        at: verb.span,
        message: `${object.title} allows ${verb.value} on ${resource.value}; keep to reading, or name its own webhook in resourceNames.`,
        like: accessPeers(grant, PEERS),
      }
    }
  },
})
