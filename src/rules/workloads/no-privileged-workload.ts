import { defineRule } from '../../engine/rule.ts'

const pod = (container: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: app\n      image: acme/web:2\n${container}`

export default defineRule({
  id: 'no-privileged-workload',
  on: 'container',
  severity: 'error',
  category: 'security',
  summary: 'No container runs in privileged mode.',
  why: 'A privileged container has every right of root on the node and all its devices: who breaks into it owns the node, and with it every pod there.',
  like: [
    'kube-linter:privileged-container',
    'kube-score:container-security-context-privileged',
    'polaris:runAsPrivileged',
    'checkov:CKV_K8S_16',
    'trivy:KSV-0017',
    'kics:container_is_privileged',
  ],
  bad: [
    { 'pod.yaml': pod('      securityContext:\n        privileged: «true»\n') },
    {
      'jobs.yaml':
        'apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: clean }\nspec:\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          initContainers:\n            - { name: prepare, image: acme/tools:1, securityContext: { privileged: «yes» } }\n          containers:\n            - { name: clean, image: acme/tools:1 }\n',
    },
  ],
  good: [
    { 'pod.yaml': pod('      securityContext:\n        privileged: false\n') },
    { 'pod.yaml': pod('') },
    // A pod has no such field: nothing is inherited.
    { 'pod.yaml': `${pod('')}  securityContext: { privileged: true }\n` },
    { 'pod.yaml': pod('      securityContext: privileged\n') },
  ],

  *check({ title, security }) {
    const { privileged } = security
    if (!privileged?.value) return
    yield {
      at: privileged.span,
      message: `The ${title} is privileged; leave it out and add the one capability it needs, or mount the one device.`,
      fix: {
        title: 'Set privileged to false',
        safe: false,
        edits: [{ span: privileged.span, text: 'false' }],
      },
    }
  },
})
