import { heldSecret, peersThatReport } from '../../deployment/kubernetes-secrets.ts'
import { defineRule } from '../../engine/rule.ts'

const pod = (env: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: app\n      image: acme/web:2\n      env:\n${env.replace(/^/gm, '        ')}\n`

export default defineRule({
  id: 'no-secret-in-pod',
  on: 'variable',
  severity: 'error',
  category: 'security',
  summary: 'A container gets its secrets from a Secret, not from the text of its manifest.',
  why: 'Whoever can read the repository, or list the pods of the namespace, has the secret.',
  like: ['kube-linter:env-var-secret', 'polaris:sensitiveContainerEnvVar'],
  bad: [
    { 'pod.yaml': pod('- name: CLIENT_SECRET\n  value: «q8Zt3LmN0vXcR5yB»\n- name: LOG\n  value: info') },
    { 'pod.yaml': pod('- { name: GOOGLE, value: «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» }') },
    { 'pod.yaml': pod('- name: DATABASE_URL\n  value: «"postgres://app:q8Zt3LmN0vXcR5yB@db/app"»') },
  ],
  good: [
    { 'pod.yaml': pod('- name: CLIENT_SECRET\n  valueFrom: { secretKeyRef: { name: web, key: secret } }') },
    {
      'pod.yaml': pod(
        '- name: DB_PASSWORD\n  value: $(OTHER)\n- name: TOKEN_TTL\n  value: "3600"\n- name: API_KEY\n  value: changeme\n- name: JWT_SECRET\n  value: ""',
      ),
    },
    { 'pod.dev.yaml': pod('- name: CLIENT_SECRET\n  value: only-4-my-machine') },
  ],

  *check(variable) {
    if (variable.place !== 'container-environment') return
    const secret = heldSecret(variable)
    if (!secret) return
    yield {
      at: secret.at,
      message: `${variable.name} of the ${variable.container?.title} holds ${secret.label}. Take it from a Secret (valueFrom: secretKeyRef), and replace it, since it is known now.`,
      like: peersThatReport(variable),
    }
  },
})
