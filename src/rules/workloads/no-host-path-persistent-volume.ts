import { defineRule } from '../../engine/rule.ts'
import { isSystemPathForKics } from './host-path-peers.ts'

const volume = (path: string) =>
  `apiVersion: v1\nkind: PersistentVolume\nmetadata: { name: data }\nspec:\n  capacity: { storage: 5Gi }\n  accessModes: [ReadWriteOnce]\n${path}`

export default defineRule({
  id: 'no-host-path-persistent-volume',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'A PersistentVolume lies on storage, not in a folder of whichever node its pod is on.',
  why: 'hostPath is meant for a cluster of one node: on another the folder is empty, and whoever may claim the volume is inside the node.',
  like: ['kics:non_kube_system_pod_with_host_mount', 'kics:workload_mounting_with_sensitive_os_directory'],
  bad: [
    { 'volume.yaml': volume('  hostPath:\n    path: «/var/lib/data»\n') },
    { 'volume.yaml': volume('  hostPath: { path: «/data», type: DirectoryOrCreate }\n') },
  ],
  good: [
    { 'volume.yaml': volume('  local: { path: /mnt/disks/ssd1 }\n') },
    { 'volume.yaml': volume('  nfs: { server: files.example.com, path: /data }\n') },
  ],

  *check(object) {
    const path = object.is('PersistentVolume', '') ? object.text('spec', 'hostPath', 'path') : undefined
    if (!path) return
    yield {
      at: path.span,
      message: `${object.title} is the folder ${path.value} of whichever node its pod is on; use a storage class, or local with the node it belongs to.`,
      like: [
        ...(object.namespace === 'kube-system' ? [] : ['kics:non_kube_system_pod_with_host_mount']),
        ...(isSystemPathForKics(path.value) ? ['kics:workload_mounting_with_sensitive_os_directory'] : []),
      ],
    }
  },
})
