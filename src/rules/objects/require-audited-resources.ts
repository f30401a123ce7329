import type { KubernetesObject } from '../../deployment/kubernetes/object.ts'
import { defineRule } from '../../engine/rule.ts'

const BODIES = ['Metadata', 'Request', 'RequestResponse']
/** What has to be in the log, and how much of it: of Secrets and the like never the contents. */
const WANTED: Readonly<Record<string, readonly string[]>> = {
  secrets: ['Metadata'],
  tokenreviews: ['Metadata'],
  configmaps: ['Metadata'],
  pods: ['Metadata'],
  deployments: ['Metadata'],
  'pods/exec': BODIES,
  'pods/portforward': BODIES,
  'pods/proxy': BODIES,
  'services/proxy': BODIES,
}
const policy = (resources: string) =>
  `apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n  - level: Metadata\n    resources: [{ group: "", resources: [${resources}] }]\n`

export default defineRule({
  id: 'require-audited-resources',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'The audit policy covers Secrets, workloads, and every way into pods.',
  why: 'What is not in the log cannot be found out afterwards: who read the Secret, who opened the shell.',
  like: ['kics:audit_policy_not_cover_key_security_concerns'],
  bad: [
    { 'audit.yaml': policy('secrets').replace('rules', '«rules»') },
    {
      'audit.yaml': policy(Object.keys(WANTED).join(', '))
        .replace('level: Metadata', 'level: None')
        .replace('rules', '«rules»'),
    },
  ],
  good: [
    { 'audit.yaml': policy(Object.keys(WANTED).join(', ')) },
    { 'audit.yaml': 'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [{ level: Metadata }]\n' },
  ],

  *check(object) {
    if (!object.is('Policy', 'audit.k8s.io')) return
    const missing = Object.keys(WANTED).filter((resource) => !isAudited(object, resource))
    if (missing.length === 0) return
    yield {
      at: object.at('rules').place,
      message: `The audit policy does not log ${missing.join(', ')}; add rules for them, of level Metadata.`,
    }
  },
})

function isAudited(policy: KubernetesObject, resource: string): boolean {
  return policy.list('rules').some((rule) => {
    const level = rule.text('level')?.value ?? ''
    if (!rule.at('resources').isSet && !rule.at('nonResourceURLs').isSet) {
      // A rule for all that is left, unless it is for some users or verbs.
      return (
        BODIES.includes(level) &&
        ['users', 'userGroups', 'verbs', 'namespaces'].every((key) => !rule.at(key).isSet)
      )
    }
    return (
      WANTED[resource]!.includes(level) &&
      rule.list('resources').some((group) => group.texts('resources').some(({ value }) => value === resource))
    )
  })
}
