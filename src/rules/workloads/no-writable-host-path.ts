import { additionTo } from '../../deployment/kubernetes/edits.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

const HOST = '  volumes:\n    - name: logs\n      hostPath: { path: /data/logs }\n'

export default defineRule({
  id: 'no-writable-host-path',
  on: 'container',
  severity: 'warning',
  category: 'security',
  summary: 'Containers only read what they see of their node.',
  why: 'What a container writes there stays on the node after it, counts against nobody’s limit, and can be a program that the node runs.',
  like: ['kube-linter:writable-host-mount'],
  bad: [
    {
      'pod.yaml': examplePod({
        spec: HOST,
        container: '      volumeMounts:\n        - { name: «logs», mountPath: /logs }\n',
      }),
    },
    {
      'pod.yaml': examplePod({
        spec: HOST,
        container: '      volumeMounts: [{ name: logs, mountPath: /logs, readOnly: «false» }]\n',
      }),
    },
  ],
  good: [
    {
      'pod.yaml': examplePod({
        spec: HOST,
        container: '      volumeMounts: [{ name: logs, mountPath: /logs, readOnly: true }]\n',
      }),
    },
    {
      'pod.yaml': examplePod({
        spec: '  volumes: [{ name: logs, emptyDir: {} }]\n',
        container: '      volumeMounts: [{ name: logs, mountPath: /logs }]\n',
      }),
    },
  ],

  *check({ title, mounts }) {
    for (const { field, volume, isReadOnly } of mounts) {
      if (volume?.type !== 'hostPath' || isReadOnly) continue
      const readOnly = field.boolean('readOnly')
      const edit = readOnly ? { span: readOnly.span, text: 'true' } : additionTo(field, 'readOnly', 'true')
      yield {
        at: field.at('readOnly').place,
        message: `The ${title} may write to ${volume.source.text('path')?.value ?? 'a folder'} of its node; write readOnly: true, or use another kind of volume.`,
        ...(edit && { fix: { title: 'Mount it read-only', safe: false, edits: [edit] } }),
      }
    }
  },
})
