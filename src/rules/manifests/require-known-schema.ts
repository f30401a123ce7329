import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'require-known-schema',
  on: 'object',
  severity: 'info',
  category: 'schema',
  summary: 'Of every object it is known what its kind takes.',
  why: 'An object of a kind that nobody describes goes unjudged: a misspelt field in it is found when it is applied, or never.',
  bad: [{ 'db.yaml': 'apiVersion: example.com/v1\nkind: «Backup»\nmetadata: { name: db }\n' }],
  good: [
    { 'web.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\n' },
    {
      'kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n',
    },
    {
      'crd.yaml':
        'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: backups.example.com }\nspec:\n  group: example.com\n  scope: Namespaced\n  names: { kind: Backup, plural: backups }\n  versions:\n    - name: v1\n      served: true\n      storage: true\n      schema: { openAPIV3Schema: { type: object } }\n---\napiVersion: example.com/v1\nkind: Backup\nmetadata: { name: db }\n',
    },
  ],

  *check(object, { project }) {
    const { apiVersion, group } = object
    const kind = object.text('kind')
    // Files of tools around Kubernetes (kustomize, kubeadm) never reach an API server.
    const isConfig = /(?:^|\.)config\.k8s\.io$|^kubeadm\.k8s\.io$|^(?:kind|skaffold)\b/.test(group)
    if (!apiVersion || !kind || isConfig || project.apis.isOwnGroup(group) || project.apis.schemaOf(object))
      return
    yield {
      at: kind.span,
      message: `No schema says what a ${kind.value} of ${apiVersion.value} takes, so its fields are not judged: add its CustomResourceDefinition to the project, or name a folder of JSON Schemas.`,
    }
  },
})
