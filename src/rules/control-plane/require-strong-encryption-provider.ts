import { defineRule } from '../../engine/rule.ts'

const STRONG = ['kms', 'secretbox', 'aescbc']

const encryption = (providers: string, key = 'providers') =>
  `apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources:\n  - resources: [secrets]\n    ${key}:\n${providers}`

export default defineRule({
  id: 'require-strong-encryption-provider',
  on: 'object',
  severity: 'error',
  category: 'security',
  summary: 'Secrets are encrypted by a provider that can be trusted with them.',
  why: 'The provider `identity` encrypts nothing, and AES-GCM with a fixed key must not be used for more than some 200,000 writes.',
  like: ['kics:encryption_provider_not_properly_configured'],
  bad: [
    { 'program.yaml': encryption('      - identity: {}\n', '«providers»') },
    { 'program.yaml': encryption('      - identity: {}\n      - aesgcm: { keys: [] }\n', '«providers»') },
    { 'program.yaml': encryption('      - «identity»: {}\n      - secretbox: { keys: [] }\n') },
  ],
  good: [
    { 'program.yaml': encryption('      - secretbox: { keys: [] }\n      - identity: {}\n') },
    { 'program.yaml': encryption('      - kms: { apiVersion: v2, name: vault }\n') },
  ],

  *check(object) {
    if (!object.is('EncryptionConfiguration')) return
    const lists = object.list('resources').map((resource) => resource.at('providers'))
    const strong = lists.some((list) =>
      list.list().some((item) => STRONG.some((name) => item.at(name).isWritten)),
    )
    if (!strong) {
      yield {
        at: (lists[0] ?? object.at('resources')).place,
        message: `${object.title} has no provider that encrypts well; put kms, secretbox or aescbc first.`,
      }
      return
    }
    for (const list of lists) {
      const first = list.list()[0]?.at('identity')
      if (!first?.isWritten) continue
      yield {
        at: first.key!.span,
        message: `${object.title} writes in plain text, for the first provider is the one that writes; move identity to the end.`,
        like: [],
      }
    }
  },
})
