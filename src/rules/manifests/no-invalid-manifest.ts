import { defineRule } from '../../engine/rule.ts'
import { ignoredParts, invalidParts } from './schema-problems.ts'

const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: { name: web }\n'
const DEPLOYMENT =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  selector: { matchLabels: { app: web } }\n'
const POD = 'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers:\n'
const CRD =
  'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: backups.example.com }\nspec:\n  group: example.com\n  scope: Namespaced\n  names: { kind: Backup, plural: backups }\n  versions:\n    - name: v1\n      served: true\n      storage: true\n      schema:\n        openAPIV3Schema:\n          type: object\n          properties:\n            spec:\n              type: object\n              required: [every]\n              properties:\n                every: { type: string, pattern: "^[0-9]+[hm]$" }\n                keep: { type: integer, minimum: 1 }\n'

export default defineRule({
  id: 'no-invalid-manifest',
  on: 'object',
  severity: 'error',
  category: 'schema',
  summary: 'Every object of Kubernetes is as the API has it.',
  why: 'The API server refuses such an object, and what was to be deployed with it is deployed by half. Where the version of Kubernetes is named, this tells of fields that the version does not know, too.',
  like: ['kube-linter:schema-validation'],
  bad: [
    { 'service.yaml': `${SERVICE}spec:\n  ports:\n    - port: «eighty»\n    - port: «"8080"»\n` },
    {
      'web.yaml': `${DEPLOYMENT}  replicas: «"2"»\n  «template»:\n    spec: {}\n`
        .replace('«template»', 'template')
        .replace('spec: {}', '«spec»: {}'),
    },
    {
      'pod.yaml': `${POD}    - name: app\n      image: acme/web:2\n      imagePullPolicy: «Allways»\n      env:\n        - name: DEBUG\n          value: «yes»\n        - name: PORT\n          value: «8080»\n      resources:\n        limits: { cpu: 2, memory: «1GB» }\n`,
    },
    { 'pod.yaml': `${POD}    - name: app\n      image: acme/web:2\n      «command»:\n        run: now\n` },
    { 'config.yaml': '«kind»: ConfigMap\nmetadata: { name: web }\n' },
    { 'config.yaml': 'apiVersion: v1\n«kind»:\nmetadata: { name: web }\n' },
    {
      'list.json':
        '{"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "web"}, "data": {"port": «80»}}]}\n',
    },
    {
      'crd.yaml': CRD,
      'backup.yaml':
        'apiVersion: example.com/v1\nkind: Backup\nmetadata: { name: db }\nspec:\n  every: «daily»\n  keep: «0»\n',
    },
    {
      'crd.yaml': CRD,
      'backup.yaml': 'apiVersion: example.com/v1\nkind: Backup\nmetadata: { name: db }\n«spec»: {}\n',
    },
    {
      'secret.yaml':
        'apiVersion: v1\nkind: Secret\nmetadata: { name: db }\ndata:\n  user: «admin»\n  host: ZGI=\n',
    },
  ],
  good: [
    {
      'service.yaml':
        `${SERVICE}  creationTimestamp: null\nspec:\n  ports:\n    - port: 80\n      targetPort: http\n    - { name: more, port: 81, targetPort: 8081 }\nstatus:\n  loadBalancer: {}\n`.replace(
          'metadata: { name: web }\n',
          'metadata:\n  name: web\n',
        ),
    },
    {
      'pod.yaml': `${POD}    - name: app\n      image: acme/web:2\n      args: null\n      tty: yes\n      resources:\n        limits: { cpu: 0.5, memory: 1Gi, nvidia.com/gpu: 1 }\n        requests: { cpu: "100m", memory: 134217728 }\n`,
    },
    // What is filled in before Kubernetes sees it is not known.
    {
      'web.yaml': `${DEPLOYMENT}  replicas: \${REPLICAS}\n  template:\n    spec:\n      containers: [{ name: app, image: "acme/web:2" }]\n`,
    },
    // A kind that nobody describes.
    {
      'custom.yaml': 'apiVersion: example.com/v1\nkind: Backup\nmetadata: { name: db }\nspec: { every: 3 }\n',
    },
    {
      'crd.yaml': CRD,
      'backup.yaml':
        'apiVersion: example.com/v1\nkind: Backup\nmetadata: { name: db }\nspec: { every: 12h, keep: 3 }\n',
    },
    { 'comment.yaml': '---\n# nothing\n' },
  ],

  *check(object, { project }) {
    yield* invalidParts(object, project)
    if (project.apis.isVersionNamed) yield* ignoredParts(object, project)
  },
})
