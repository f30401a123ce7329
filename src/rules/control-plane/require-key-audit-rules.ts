import { nameList } from '../../deployment/name-list.ts'
import { defineRule } from '../../engine/rule.ts'

/** Whose contents are secrets: only Metadata will do. */
const WITH_SECRETS = ['secrets', 'configmaps', 'tokenreviews']
const OTHERS = ['pods', 'deployments', 'pods/exec', 'pods/portforward', 'pods/proxy', 'services/proxy']
/** A rule without any of these is for every request. */
const NARROWING = ['resources', 'nonResourceURLs', 'users', 'userGroups', 'verbs', 'namespaces']

const policy = (rules: string, key = 'rules') =>
  `apiVersion: audit.k8s.io/v1\nkind: Policy\n${key}:\n${rules}`

export default defineRule({
  id: 'require-key-audit-rules',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'The audit policy records what matters for security.',
  why: 'A break-in shows in who read Secrets, asked for tokens, changed pods or opened a shell in one. What the policy leaves out was never recorded; contents of Secrets, however, must not be in the log.',
  like: ['kics:audit_policy_not_cover_key_security_concerns'],
  bad: [
    {
      'program.yaml': policy(
        '  - level: Metadata\n    resources:\n      - { group: "", resources: [secrets, configmaps, pods] }\n',
        '«rules»',
      ),
    },
    { 'program.yaml': policy('  - level: Request\n', '«rules»') },
  ],
  good: [
    { 'program.yaml': policy('  - level: Metadata\n') },
    {
      'program.yaml': policy(
        '  - level: Metadata\n    resources:\n      - { group: "", resources: [secrets, configmaps, pods, pods/exec, pods/portforward, pods/proxy, services/proxy] }\n      - { group: authentication.k8s.io, resources: [tokenreviews] }\n      - { group: apps, resources: [deployments] }\n',
      ),
    },
  ],

  *check(object) {
    if (!object.is('Policy', 'audit.k8s.io')) return
    const rules = object.list('rules')
    const covers = (resource: string, levels: readonly string[]) =>
      rules.some((rule) => {
        const isForAll = !NARROWING.some((field) => rule.at(field).isSet)
        const named = rule.list('resources').flatMap((each) => each.texts('resources'))
        if (!isForAll && !named.some(({ value }) => value === resource)) return false
        return levels.includes(rule.text('level')?.value ?? '')
      })
    const missing = [
      ...WITH_SECRETS.filter((resource) => !covers(resource, ['Metadata'])),
      ...OTHERS.filter((resource) => !covers(resource, ['Metadata', 'Request', 'RequestResponse'])),
    ]
    if (missing.length === 0) return
    yield {
      at: object.at('rules').place,
      message: `The audit policy does not record ${nameList(missing, 4)}; add rules at the level Metadata.`,
    }
  },
})
