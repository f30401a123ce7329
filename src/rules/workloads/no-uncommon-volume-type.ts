import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

/** Pod Security Standards, restricted; hostPath has rules of its own. */
const COMMON = new Set(
  'configMap csi downwardAPI emptyDir ephemeral persistentVolumeClaim projected secret volumeClaimTemplate hostPath'.split(
    ' ',
  ),
)
const TRIVY = new Set(
  'gcePersistentDisk awsElasticBlockStore gitRepo nfs iscsi glusterfs rbd flexVolume cinder cephFS flocker fc azureFile vsphereVolume quobyte azureDisk portworxVolume scaleIO storageos'.split(
    ' ',
  ),
)

export default defineRule({
  id: 'no-uncommon-volume-type',
  on: 'workload',
  severity: 'info',
  category: 'security',
  summary: 'Pods get storage by a claim, and know nothing of the system behind it.',
  why: 'A pod that names servers and disks itself reaches whatever it names, keeps their credentials, and runs nowhere else; many of these types are gone from Kubernetes.',
  like: ['trivy:KSV-0028'],
  bad: [
    {
      'pod.yaml': examplePod({
        spec: '  volumes:\n    - name: files\n      «nfs»: { server: files.example.com, path: / }\n    - { name: code, «gitRepo»: { repository: https://example.com/a.git } }\n',
      }),
    },
  ],
  good: [
    {
      'pod.yaml': examplePod({
        spec: '  volumes:\n    - { name: a, configMap: { name: a } }\n    - { name: b, csi: { driver: secrets-store.csi.k8s.io } }\n    - { name: c }\n    - { name: d, hostPath: { path: /data } }\n',
      }),
    },
  ],

  *check({ title, volumes }) {
    for (const { name, type, source } of volumes) {
      if (type === undefined || COMMON.has(type)) continue
      yield {
        at: source.key?.span ?? source.place,
        message: `${title} has the volume ${name?.value ?? 'without a name'} of type ${type}; let a PersistentVolume hold that, and claim it.`,
        like: TRIVY.has(type) ? ['trivy:KSV-0028'] : [],
      }
    }
  },
})
