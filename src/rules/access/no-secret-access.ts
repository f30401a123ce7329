import type { Role } from '../../deployment/kubernetes/access.ts'
import {
  type Access,
  grantsOf,
  isBoundInItsScope,
  isBoundToMachine,
} from '../../deployment/kubernetes/grants.ts'
import { defineRule } from '../../engine/rule.ts'
import { type AccessOptions, accessOptions } from './access-options.ts'
import { type AccessPeer, accessPeers, WRITING_VERBS } from './access-peers.ts'
import { exampleRole } from './example-role.ts'

const ACCESS: Access = {
  resources: ['secrets'],
  verbs: ['get', 'list', 'watch', ...WRITING_VERBS],
}
const ALL_VERBS = ACCESS.verbs
const PEERS: readonly AccessPeer[] = [
  { like: 'trivy:KSV-0041', kind: 'ClusterRole', resources: ['secrets'], verbs: ALL_VERBS },
  { like: 'trivy:KSV-0113', kind: 'Role', resources: ['secrets'], verbs: ALL_VERBS },
  {
    like: 'kics:rbac_roles_with_read_secrets_permission',
    resources: ['secrets'],
    verbs: ['get', 'list', 'watch', '*'],
  },
  {
    like: 'kics:service_account_allows_access_secrets',
    resources: ['secrets'],
    verbs: ['get', 'list', 'watch', '*'],
    isGiven: isNamedForServiceAccount,
  },
  {
    like: 'kube-linter:access-to-secrets',
    resources: ['secrets', '*'],
    verbs: ['get', 'list', 'watch', 'create', 'delete', '*'],
    isGiven: isBoundInItsScope,
  },
  {
    like: 'checkov:CKV2_K8S_5',
    resources: ['secrets', '*'],
    verbs: ['get', 'list', 'watch', '*'],
    acceptsNames: true,
    isGiven: isBoundToMachine,
  },
]

interface Options extends AccessOptions {
  readonly acceptNames: boolean
}

/** Whether a binding of whatever namespace names a role for a service account. */
function isNamedForServiceAccount({ object, isOfCluster }: Role): boolean {
  return object.cluster.roleBindings.some(
    (binding) =>
      binding.isOfCluster === isOfCluster &&
      binding.roleKind === object.kind &&
      binding.roleName?.value === object.name?.value &&
      binding.subjects.some(({ kind }) => kind === 'ServiceAccount'),
  )
}

export default defineRule<'object', Options>({
  id: 'no-secret-access',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'No role reads or changes Secrets without naming which.',
  why: 'Who may read Secrets reads the tokens of every service account and every password in reach; in many clusters that is as much as being its administrator.',
  like: [
    'trivy:KSV-0041',
    'trivy:KSV-0113',
    'kics:rbac_roles_with_read_secrets_permission',
    'kics:service_account_allows_access_secrets',
    'kube-linter:access-to-secrets',
    'checkov:CKV2_K8S_5',
  ],
  options: {
    ...accessOptions,
    properties: {
      ...accessOptions.properties,
      acceptNames: {
        description: 'Accept access to Secrets that the role names in resourceNames.',
        type: 'boolean',
        default: false,
      },
    },
  },
  bad: [
    { 'role.yaml': exampleRole('pods, secrets', '«get»') },
    { 'role.yaml': exampleRole('"*"', '«create», list', { kind: 'Role' }) },
    { 'role.yaml': exampleRole('secrets', '«get»', { names: 'registry' }) },
  ],
  good: [
    { 'role.yaml': exampleRole('configmaps', 'get, list') },
    { 'role.yaml': exampleRole('secrets', 'approve') },
    // A Secret by its name is what a role should give.
    {
      'role.yaml': exampleRole('secrets', 'get', { names: 'registry' }),
      'plimsoll.yaml': 'rules:\n  no-secret-access:\n    options: { acceptNames: true }\n',
    },
  ],

  *check(object, { options }) {
    for (const grant of grantsOf(object, ACCESS, options)) {
      const { resource, verb, rule } = grant
      if (options.acceptNames && rule.resourceNames.length > 0) continue
      yield {
        at: verb.span,
        message: `${object.title} allows ${verb.value} on ${resource.value}; name the Secrets it needs in resourceNames, or mount them in the pod.`,
        like: accessPeers(grant, PEERS),
      }
    }
  },
})
