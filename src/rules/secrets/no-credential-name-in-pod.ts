import { heldSecret, peersThatReport } from '../../deployment/kubernetes-secrets.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-credential-name-in-pod',
  on: 'variable',
  severity: 'info',
  category: 'security',
  summary: 'No variable of a container or entry of a ConfigMap is even named like a credential or a person.',
  why: 'Whoever fills in the name later puts a secret where many can read it. For teams that want what kube-linter, Polaris and Trivy go by: the name alone.',
  like: [
    'kube-linter:env-var-secret',
    'polaris:sensitiveContainerEnvVar',
    'polaris:sensitiveConfigmapContent',
    'trivy:KSV-0109',
    'trivy:KSV-01010',
  ],
  bad: [
    {
      'pod.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: app\n      image: acme/web:2\n      env:\n        - { name: «SECRET_NAME», value: web }\n',
    },
    {
      'map.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata:\n  «username»: shop\n  «options»: "password: none"\n',
    },
  ],
  good: [
    // What holds a secret is reported by no-secret-in-pod and no-secret-in-config-map.
    {
      'pod.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: app\n      image: acme/web:2\n      env:\n        - { name: CLIENT_SECRET, value: q8Zt3LmN0vXcR5yB }\n        - { name: LOG, value: info }\n        - { name: DB_SECRET, valueFrom: { secretKeyRef: { name: a, key: b } } }\n',
    },
    {
      'map.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata:\n  color: blue\n  options: "PASSWORD="\n  more: "PASSWORD=${PASSWORD}"\n',
    },
  ],

  *check(variable) {
    const { name, nameSpan, written, value } = variable
    if (value === undefined && written === '') return
    // Who is a person is asked by one tool, beside what it says of the same entry as a secret.
    const said = heldSecret(variable) !== undefined
    const like = peersThatReport(variable).filter((peer) => !said || peer === 'trivy:KSV-01010')
    if (like.length === 0) return
    yield {
      at: nameSpan,
      message: `${name} sounds like a credential or a person's data; take it from a Secret, or give it another name.`,
      like,
    }
  },
})
