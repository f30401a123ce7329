import { defineRule } from '../../engine/rule.ts'

const pod = (name: string, account: string) =>
  `---\napiVersion: v1\nkind: Pod\nmetadata: { name: ${name} }\nspec: { serviceAccountName: ${account}, containers: [] }\n`

export default defineRule({
  id: 'no-shared-service-account',
  on: 'deployment',
  severity: 'info',
  category: 'security',
  summary: 'No two workloads run as the same service account.',
  why: 'Each has the rights of both, and the log of the API server cannot tell which of them did it.',
  like: ['kics:shared_service_account'],
  bad: [
    { 'pods.yaml': pod('a', 'shop') + pod('b', '«shop»') },
    { 'pods.yaml': pod('a', 'shop') + pod('b', '«shop»') + pod('c', '«shop»') + pod('d', 'blog') },
  ],
  good: [
    { 'pods.yaml': pod('a', 'shop') + pod('b', 'blog') },
    { 'pods.yaml': pod('a', 'default') + pod('b', 'default') },
  ],

  *check({ kubernetes }) {
    const seen = new Map<string, string>()
    for (const { namespace, podSpec, title } of kubernetes.workloads) {
      const account = podSpec.text('serviceAccountName')
      // That of `default` is another rule's.
      if (!account || account.value === '' || account.value === 'default') continue
      const key = `${namespace}/${account.value}`
      const first = seen.get(key)
      if (first === undefined) seen.set(key, title)
      // The same workload may be written for several environments.
      if (first === undefined || first === title) continue
      yield {
        at: account.span,
        message: `${title} runs as ${account.value}, as ${first} does; make an account for each.`,
      }
    }
  },
})
