import { additionTo } from '../../deployment/kubernetes/edits.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

const LIKE = [
  'kube-linter:no-read-only-root-fs',
  'kube-score:container-security-context-readonlyrootfilesystem',
  'polaris:notReadOnlyRootFilesystem',
  'checkov:CKV_K8S_22',
  'trivy:KSV-0014',
  'kics:root_container_not_mounted_as_read_only',
]

export default defineRule({
  id: 'require-read-only-container',
  on: 'container',
  severity: 'warning',
  category: 'security',
  summary: 'Containers cannot write to the files of their image.',
  why: 'Who breaks in cannot leave a program behind or change one that runs, and what a service writes shows up as the volume it needs.',
  like: LIKE,
  bad: [
    { 'pod.yaml': examplePod({ containerName: '«app»' }) },
    { 'pod.yaml': examplePod({ container: '      securityContext: { readOnlyRootFilesystem: «false» }\n' }) },
    // The pod has no such field.
    {
      'pod.yaml': examplePod({
        spec: '  securityContext: { readOnlyRootFilesystem: true }\n',
        container: '      «securityContext»:\n        runAsUser: 1000\n',
      }),
    },
  ],
  good: [
    { 'pod.yaml': examplePod({ container: '      securityContext: { readOnlyRootFilesystem: true }\n' }) },
    { 'pod.yaml': examplePod({ spec: '  os: { name: windows }\n' }) },
  ],

  *check({ title, security, workload }) {
    const { readOnlyRootFilesystem: readOnly, own, isMalformed } = security
    if (readOnly?.value || isMalformed || workload.isWindows) return
    const edit = readOnly
      ? { span: readOnly.span, text: 'true' }
      : additionTo(own, 'readOnlyRootFilesystem', 'true')
    // Polaris takes the word of the pod, which the API drops.
    const isSaidOfPod = !readOnly && security.pod.isTrue('readOnlyRootFilesystem')
    yield {
      at: readOnly?.span ?? own.at('readOnlyRootFilesystem').place,
      message: `The ${title} may write to the files of its image; write readOnlyRootFilesystem: true in its securityContext, and mount an emptyDir where it writes.`,
      like: isSaidOfPod ? LIKE.filter((peer) => !peer.startsWith('polaris:')) : LIKE,
      ...(edit && { fix: { title: 'Make its root file system read-only', safe: false, edits: [edit] } }),
    }
  },
})
