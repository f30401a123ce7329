import { additionTo } from '../../deployment/kubernetes/edits.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'
import { isSystemPathForKics } from './host-path-peers.ts'

export default defineRule({
  id: 'no-writable-system-folder-mount',
  on: 'container',
  severity: 'info',
  category: 'security',
  summary: 'What is mounted over a system folder of a container is read-only.',
  why: 'Programs and settings in such a folder are what the container runs: who can write them decides what it does after the next start.',
  like: ['kics:volume_mount_with_os_directory_write_permissions'],
  bad: [
    {
      'pod.yaml': examplePod({
        container:
          '      volumeMounts:\n        - { name: «tools», mountPath: /bin }\n        - { name: run, mountPath: /var/run, readOnly: «false» }\n',
      }),
    },
  ],
  good: [
    {
      'pod.yaml': examplePod({
        container:
          '      volumeMounts:\n        - { name: tools, mountPath: /bin, readOnly: true }\n        - { name: data, mountPath: /data }\n',
      }),
    },
  ],

  *check({ kind, title, mounts }) {
    if (kind === 'ephemeral') return
    for (const { field, mountPath, isReadOnly } of mounts) {
      if (!mountPath || isReadOnly || !isSystemPathForKics(mountPath.value)) continue
      const readOnly = field.boolean('readOnly')
      const edit = readOnly ? { span: readOnly.span, text: 'true' } : additionTo(field, 'readOnly', 'true')
      yield {
        at: field.at('readOnly').place,
        message: `The ${title} may write to the volume at ${mountPath.value}, a folder of its system; write readOnly: true, or mount it elsewhere.`,
        ...(edit && { fix: { title: 'Mount it read-only', safe: false, edits: [edit] } }),
      }
    }
  },
})
