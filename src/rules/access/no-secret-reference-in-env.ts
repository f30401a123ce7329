import { defineRule } from '../../engine/rule.ts'
import { examplePod } from '../workloads/example-pod.ts'

export default defineRule({
  id: 'no-secret-reference-in-env',
  on: 'container',
  severity: 'info',
  category: 'security',
  summary: 'Containers read Secrets from files, not from environment variables.',
  why: 'The environment goes to every child process, into crash reports and onto debug pages, and it does not change when the Secret does.',
  like: [
    'kube-linter:read-secret-from-env-var',
    'checkov:CKV_K8S_35',
    'kics:secrets_as_environment_variables',
  ],
  bad: [
    {
      'pod.yaml': examplePod({
        container:
          '      env:\n        - name: «TOKEN»\n          valueFrom: { secretKeyRef: { name: web, key: token } }\n',
      }),
    },
    {
      'pod.yaml': examplePod({ container: '      envFrom:\n        - secretRef: { name: «web» }\n' }),
    },
  ],
  good: [
    {
      'pod.yaml': examplePod({
        container:
          '      env:\n        - name: MODE\n          valueFrom: { configMapKeyRef: { name: web, key: mode } }\n',
      }),
    },
    {
      'pod.yaml': examplePod({
        spec: '  volumes:\n    - { name: token, secret: { secretName: web } }\n',
        container: '      volumeMounts:\n        - { name: token, mountPath: /run/secrets }\n',
      }),
    },
  ],

  *check({ kind, title, environmentSources }) {
    for (const { kind: source, variable, name, field } of environmentSources) {
      if (source !== 'Secret') continue
      const what = variable ? `variable ${variable.value}` : 'environment'
      yield {
        at: variable?.span ?? name?.span ?? field.place,
        message: `The ${what} of ${title} comes from the Secret ${name?.value ?? ''}; mount it as a volume and read the file.`,
        like: [
          ...(variable ? ['kube-linter:read-secret-from-env-var'] : []),
          ...(kind === 'ephemeral' ? [] : ['checkov:CKV_K8S_35', 'kics:secrets_as_environment_variables']),
        ],
      }
    }
  },
})
