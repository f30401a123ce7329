import { isEngineSocket } from '../../deployment/host-paths.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'
import { hostPathPeers } from './host-path-peers.ts'

export default defineRule({
  id: 'no-runtime-socket-in-pod',
  on: 'workload',
  severity: 'error',
  category: 'security',
  summary: 'No pod has the socket of the container runtime.',
  why: 'Whoever can talk to it starts any container with any rights on the node, past everything that Kubernetes forbids; read-only does not change that.',
  like: [
    'kube-linter:docker-sock',
    'kube-linter:sensitive-host-mounts',
    'polaris:hostPathSet',
    'checkov:CKV_K8S_27',
    'trivy:KSV-0006',
    'trivy:KSV-0023',
    'trivy:KSV-0121',
    'kics:docker_daemon_socket_is_exposed_to_containers',
    'kics:non_kube_system_pod_with_host_mount',
    'kics:workload_mounting_with_sensitive_os_directory',
  ],
  bad: [
    {
      'pod.yaml': examplePod({
        spec: '  volumes:\n    - name: socket\n      hostPath:\n        path: «/var/run/docker.sock»\n',
      }),
    },
    {
      'pod.yaml': examplePod({
        spec: '  volumes: [{ name: runtime, hostPath: { path: «/run/containerd/containerd.sock» } }]\n',
      }),
    },
  ],
  good: [
    { 'pod.yaml': examplePod({ spec: '  volumes: [{ name: data, hostPath: { path: /data } }]\n' }) },
    { 'pod.yaml': examplePod({ spec: '  volumes: [{ name: app, hostPath: { path: /run/app.sock } }]\n' }) },
  ],

  *check(workload) {
    for (const { type, name, source } of workload.volumes) {
      const path = type === 'hostPath' ? source.text('path') : undefined
      if (!path || !isEngineSocket(path.value)) continue
      yield {
        at: path.span,
        message: `${workload.title} gets ${path.value}, which makes it the owner of its node; build images without the runtime, or ask the API of Kubernetes.`,
        like: hostPathPeers(path.value, name?.value ?? '', workload),
      }
    }
  },
})
