import type { AccessRule, Role } from '../../deployment/kubernetes/access.ts'
import { defineRule } from '../../engine/rule.ts'
import { exampleRole } from './example-role.ts'

const AXES = ['apiGroups', 'resources', 'verbs'] as const
type Axis = (typeof AXES)[number]

interface Options {
  readonly acceptGroups: boolean
}

export default defineRule<'object', Options>({
  id: 'no-wildcard-access',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'Roles name what they allow: no rule of theirs holds a star.',
  why: 'A star allows what exists today and everything that any later version or extension adds, Secrets and the roles themselves included.',
  like: [
    'kube-linter:wildcard-in-rules',
    'checkov:CKV_K8S_49',
    'trivy:KSV-0044',
    'trivy:KSV-0045',
    'trivy:KSV-0046',
    'trivy:KSV-0112',
    'kics:rbac_wildcard_in_rule',
  ],
  options: {
    type: 'object',
    properties: {
      acceptGroups: {
        description: 'Accept a star for API groups, where resources are named.',
        type: 'boolean',
        default: false,
      },
    },
    additionalProperties: false,
  },
  bad: [
    { 'role.yaml': exampleRole('pods', '«"*"»') },
    { 'role.yaml': exampleRole('«"*"»', 'get, list', { kind: 'Role' }) },
    { 'role.yaml': exampleRole('«"*"»', '«"*"»') },
    { 'role.yaml': exampleRole('deployments', 'get').replace('""', '«"*"»') },
    { 'role.yaml': exampleRole('pods, «"*/scale"»', 'update') },
  ],
  good: [
    { 'role.yaml': exampleRole('pods, pods/log', 'get, list') },
    {
      'role.yaml': exampleRole('deployments', 'get', { group: '*' }),
      'plimsoll.yaml': 'rules:\n  no-wildcard-access:\n    options: { acceptGroups: true }\n',
    },
  ],

  *check(object, { options }) {
    const role = object.cluster.roleOf(object)
    if (!role) return
    for (const rule of role.rules) {
      for (const axis of AXES) {
        if (axis === 'apiGroups' && options.acceptGroups) continue
        for (const item of rule[axis].filter(({ value }) => value.includes('*'))) {
          yield {
            at: item.span,
            message: `${object.title} allows ${item.value} in ${axis}; list what is needed.`,
            like: wildcardPeers(role, rule, axis, item.value),
          }
        }
      }
    }
  },
})

const RESOURCES_OF_TRIVY =
  'secrets pods deployments daemonsets statefulsets replicationcontrollers replicasets cronjobs jobs roles clusterroles rolebindings clusterrolebindings users groups'.split(
    ' ',
  )
const VERBS_OF_TRIVY = ['create', 'update', 'delete', 'deletecollection', 'impersonate', '*', 'list', 'get']

function wildcardPeers(role: Role, rule: AccessRule, axis: Axis, item: string): readonly string[] {
  const has = (list: Axis, names: readonly string[]) => rule[list].some(({ value }) => names.includes(value))
  const opinions: readonly (readonly [string, boolean])[] = [
    // It reads the first rule alone.
    ['checkov:CKV_K8S_49', role.rules[0] === rule],
    ['kics:rbac_wildcard_in_rule', item === '*'],
    ['kube-linter:wildcard-in-rules', item === '*' && axis !== 'apiGroups'],
    ['trivy:KSV-0044', AXES.every((each) => has(each, ['*']))],
    ['trivy:KSV-0045', axis === 'verbs' && item === '*' && has('resources', RESOURCES_OF_TRIVY)],
    [
      role.isOfCluster ? 'trivy:KSV-0046' : 'trivy:KSV-0112',
      axis === 'resources' && item === '*' && has('verbs', VERBS_OF_TRIVY),
    ],
  ]
  return opinions.flatMap(([peer, speaks]) => (speaks ? [peer] : []))
}
