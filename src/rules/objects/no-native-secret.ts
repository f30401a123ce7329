import { defineRule } from '../../engine/rule.ts'

const secret = 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: «web»\n'
const quiet = secret.replace(/[«»]/g, '')

export default defineRule({
  id: 'no-native-secret',
  on: 'object',
  severity: 'info',
  category: 'security',
  summary: 'Secrets come from a store outside of the cluster.',
  why: 'A Secret lies in the database of the cluster, encoded but not encrypted unless that was set up, and in the file it was applied from.',
  like: ['kics:using_kubernetes_native_secret_management'],
  bad: [
    { 'secret.yaml': secret },
    { 'secret.yaml': `${secret}---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\n` },
  ],
  good: [
    {
      'secret.yaml': `${quiet}---\napiVersion: secrets-store.csi.x-k8s.io/v1\nkind: SecretProviderClass\nmetadata: { name: vault }\nspec: { provider: vault }\n`,
    },
    {
      'secret.yaml': `${quiet}---\napiVersion: external-secrets.io/v1\nkind: SecretStore\nmetadata: { name: vault }\nspec: { provider: { vault: { server: "https://vault.example.com" } } }\n`,
    },
  ],

  *check(object) {
    if (!object.is('Secret', '')) return
    const { cluster } = object
    const stores = ['SecretProviderClass', 'SecretStore', 'ClusterSecretStore', 'SealedSecret'].flatMap(
      (kind) => cluster.ofKind(kind),
    )
    if (stores.some((store) => store.kind === 'SealedSecret' || store.at('spec', 'provider').isSet)) return
    yield {
      at: object.place,
      message: `${object.title} is kept by the cluster; keep its values in a store such as Vault, and let a SecretProviderClass or SecretStore bring them.`,
    }
  },
})
