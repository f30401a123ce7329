import { type Access, type Grant, grantsOf, isBoundToMachine } from '../../deployment/kubernetes/grants.ts'
import { defineRule } from '../../engine/rule.ts'
import { type AccessOptions, accessOptions } from './access-options.ts'
import { type AccessPeer, accessPeers, WRITING_VERBS } from './access-peers.ts'
import { isBuiltIn } from './built-in-roles.ts'
import { exampleBinding, exampleRole } from './example-role.ts'

const ACCESS: Access = {
  resources: ['pods/exec', 'pods/attach', 'pods/portforward'],
  verbs: ['get', ...WRITING_VERBS],
}
const PEERS: readonly AccessPeer[] = [
  { like: 'trivy:KSV-0053', resources: ['pods/exec'], verbs: WRITING_VERBS },
  {
    like: 'kics:rbac_roles_with_exec_permission',
    resources: ['pods/exec', 'pods/*'],
    verbs: ['create', '*'],
  },
  {
    like: 'kics:rbac_roles_with_attach_permission',
    resources: ['pods/attach', 'pods/*'],
    verbs: ['create', '*'],
  },
  {
    like: 'kics:rbac_roles_with_port_forwarding_permission',
    resources: ['pods/portforward', 'pods/*'],
    verbs: ['create', '*'],
  },
  {
    like: 'checkov:CKV2_K8S_2',
    resources: ['pods/exec', '*'],
    verbs: ['create', '*'],
    isGiven: isBoundToMachine,
  },
]
const POLARIS = {
  resources: ['pods/exec', 'pods/attach', '*'],
  verbs: ['get', 'create', '*'],
  groups: ['', '*'],
}

export default defineRule<'object', AccessOptions>({
  id: 'no-pod-exec-access',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'No role lets its holders into running containers.',
  why: 'A shell in a container has the secrets, volumes and service account of its pod, and leaves no trace in any image or manifest.',
  like: [
    ...PEERS.map(({ like }) => like),
    'trivy:KSV-0054',
    'polaris:clusterrolePodExecAttach',
    'polaris:rolePodExecAttach',
    'polaris:clusterrolebindingPodExecAttach',
    'polaris:rolebindingClusterRolePodExecAttach',
    'polaris:rolebindingRolePodExecAttach',
  ],
  options: accessOptions,
  bad: [
    { 'role.yaml': exampleRole('pods, «pods/exec»', 'get, create') },
    { 'role.yaml': exampleRole('«pods/attach»', '"*"', { kind: 'Role' }) },
    {
      'role.yaml': exampleRole('«"pods/*"»', 'create'),
      'binding.yaml': exampleBinding('deployer'),
    },
    { 'role.yaml': exampleRole('«"*"»', 'get') },
  ],
  good: [
    { 'role.yaml': exampleRole('pods, pods/log', 'get, list, create') },
    { 'role.yaml': exampleRole('pods/exec', 'list') },
    {
      'role.yaml': exampleRole('"*"', 'get'),
      'plimsoll.yaml': 'rules:\n  no-pod-exec-access:\n    options: { acceptWildcards: true }\n',
    },
  ],

  *check(object, { options }) {
    for (const grant of grantsOf(object, ACCESS, options)) {
      const { resource, verb } = grant
      yield {
        at: resource.span,
        message: `${object.title} allows ${verb.value} on ${resource.value} and so lets into containers; leave it out, and give it for a time to whom needs it.`,
        like: [...accessPeers(grant, PEERS), ...attachPeers(grant), ...polarisPeers(grant)],
      }
    }
  },
})

/** One wants, behind the rule for attaching, another for reading pods. */
function attachPeers({ role, rule }: Grant): readonly string[] {
  const allows = (each: typeof rule, resource: string, verb: string) =>
    each.apiGroups.some(({ value }) => value === '*') &&
    each.resources.some(({ value }) => value === resource) &&
    each.verbs.some(({ value }) => value === verb)
  if (!allows(rule, 'pods/attach', 'create')) return []
  const behind = role.rules.slice(role.rules.indexOf(rule) + 1)
  return behind.some((other) => allows(other, 'pods', 'get')) ? ['trivy:KSV-0054'] : []
}

/** One looks at the role and at every binding by itself, each with names of its own that it accepts. */
function polarisPeers(grant: Grant): readonly string[] {
  const { role } = grant
  if (accessPeers(grant, [{ like: 'polaris', ...POLARIS }]).length === 0) return []
  const { object, isOfCluster } = role
  const ofRole = isBuiltIn(object) ? [] : [`polaris:${isOfCluster ? 'clusterrole' : 'role'}PodExecAttach`]
  const ofBindings = object.cluster.bindingsOf(role).flatMap((binding) => {
    if (isBuiltIn(binding.object)) return []
    if (binding.isOfCluster) return ['polaris:clusterrolebindingPodExecAttach']
    return [`polaris:rolebinding${isOfCluster ? 'ClusterRole' : 'Role'}PodExecAttach`]
  })
  return [...ofRole, ...new Set(ofBindings)]
}
