import { defineRule } from '../../engine/rule.ts'
import { ignoredParts } from './schema-problems.ts'

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n'

export default defineRule({
  id: 'no-ignored-field',
  on: 'object',
  severity: 'warning',
  category: 'schema',
  summary: 'An object of Kubernetes has no field that nobody reads.',
  why: 'A misspelt or misplaced field is dropped, so that the object works without what it says; of two with the same name only the last one counts. Where the version of Kubernetes is named, no-invalid-manifest tells of it.',
  like: ['kube-linter:schema-validation'],
  bad: [
    {
      'pod.yaml': `${POD}  containers:\n    - name: app\n      image: acme/web:2\n      «livenesProbe»: { tcpSocket: { port: 80 } }\n`,
    },
    {
      'pod.yaml': `${POD}  containers:\n    - name: app\n      image: acme/web:2\n  «livenessProbe»: { tcpSocket: { port: 80 } }\n`,
    },
    {
      'pod.yaml': `${POD}  containers:\n    - { name: one, image: "acme/one:2" }\n  «containers»:\n    - { name: two, image: "acme/two:2" }\n`,
    },
    {
      'daemon.yaml':
        'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: agent }\nspec:\n  «replicas»: 2\n  selector: { matchLabels: { app: agent } }\n  template:\n    spec:\n      containers: [{ name: agent, image: "acme/agent:3" }]\n',
    },
    {
      'config.json':
        '{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "web", «"label"»: {}}, "data": {}}\n',
    },
  ],
  good: [
    {
      'pod.yaml': `${POD}  containers:\n    - name: app\n      image: acme/web:2\n      livenessProbe: { tcpSocket: { port: 80 } }\n`,
    },
    {
      'config.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n  labels: { anything.example.com/at-all: here }\ndata: { ANY: thing }\n',
    },
    {
      'custom.yaml':
        'apiVersion: example.com/v1\nkind: Backup\nmetadata: { name: db }\nspec: { any: thing }\n',
    },
    // The API server keeps what the definition says to keep.
    {
      'crd.yaml':
        'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: backups.example.com }\nspec:\n  group: example.com\n  scope: Namespaced\n  names: { kind: Backup, plural: backups }\n  versions:\n    - name: v1\n      served: true\n      storage: true\n      schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } }\n---\napiVersion: example.com/v1\nkind: Backup\nmetadata: { name: db }\nspec: { any: thing }\n',
    },
  ],

  *check(object, { project }) {
    if (!project.apis.isVersionNamed) yield* ignoredParts(object, project)
  },
})
