import { removalOf } from '../../deployment/kubernetes/edits.ts'
import { defineRule } from '../../engine/rule.ts'
import { exampleDeployment, examplePod } from './example-pod.ts'

export default defineRule({
  id: 'no-pod-host-ipc',
  on: 'workload',
  severity: 'error',
  category: 'security',
  summary: 'Pods have shared memory and message queues of their own.',
  why: 'With those of the node a container can read and change what every other process there passes through memory.',
  like: [
    'kube-linter:host-ipc',
    'polaris:hostIPCSet',
    'checkov:CKV_K8S_18',
    'trivy:KSV-0008',
    'kics:shared_host_ipc_namespace',
  ],
  bad: [
    { 'pod.yaml': examplePod({ spec: '  hostIPC: «true»\n' }) },
    { 'web.yaml': exampleDeployment({ spec: '  hostIPC: «yes»\n' }) },
  ],
  good: [
    { 'pod.yaml': examplePod() },
    { 'pod.yaml': examplePod({ spec: '  hostIPC: false\n' }) },
    // A container has no such field.
    { 'pod.yaml': examplePod({ container: '      hostIPC: true\n' }) },
  ],

  *check({ title, podSpec }) {
    const hostIpc = podSpec.boolean('hostIPC')
    if (!hostIpc?.value) return
    const edit = removalOf(podSpec.at('hostIPC'))
    yield {
      at: hostIpc.span,
      message: `${title} shares the memory and message queues of its node; remove hostIPC.`,
      ...(edit && { fix: { title: 'Remove hostIPC', safe: false, edits: [edit] } }),
    }
  },
})
