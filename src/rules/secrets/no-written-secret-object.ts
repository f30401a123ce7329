import { realEntry } from '../../deployment/kubernetes-secrets.ts'
import { placeOfValue } from '../../deployment/variable.ts'
import { defineRule } from '../../engine/rule.ts'

const secret = (data: string) => `apiVersion: v1\nkind: Secret\nmetadata:\n  name: web\n${data}\n`

export default defineRule({
  id: 'no-written-secret-object',
  on: 'object',
  severity: 'error',
  category: 'security',
  summary: 'The values of a Secret are not written into its manifest.',
  why: 'Base64 hides nothing: whoever can read the repository has the secret, and it stays in the history after it is removed.',
  bad: [
    { 'secret.yaml': secret('data:\n  user: c2hvcA==\n  password: «cThadDNMbU4wdlhjUjV5Qg==»') },
    {
      'secret.yaml': secret('stringData:\n  API_TOKEN: «q8Zt3LmN0vXcR5yB»\n  OTHER_TOKEN: p7Ys2KlM9uWbQ4xA'),
    },
  ],
  good: [
    { 'secret.yaml': secret('stringData:\n  API_TOKEN: changeme\n  password: ${PASSWORD}\n  user: shop') },
    { 'secret.yaml': secret('stringData:\n  API_TOKEN: ENC[AES256_GCM,data:p7Ys2KlM9uWbQ4xA,type:str]') },
    { 'secret.yaml': secret('type: Opaque') },
    {
      'secret.yaml':
        'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata:\n  name: web\nspec:\n  encryptedData:\n    password: AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq\n',
    },
    { 'secret.dev.yaml': secret('stringData:\n  API_TOKEN: only-4-my-machine') },
  ],

  *check(object) {
    if (!object.is('Secret', '') || !object.environment.isProduction) return
    const entry = realEntry(object)
    if (!entry) return
    yield {
      at: placeOfValue(entry),
      message: `The ${object.title} holds ${entry.name} in so many letters. Let a sealed secret, SOPS or an operator for an outside store bring it, and replace it, since it is known now.`,
    }
  },
})
