import { isEngineSocket, sensitiveHostPath } from '../../deployment/host-paths.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'
import { hostPathPeers } from './host-path-peers.ts'

export default defineRule({
  id: 'no-sensitive-host-path',
  on: 'workload',
  severity: 'error',
  category: 'security',
  summary: 'No pod has a system folder or a place of secrets of its node.',
  why: 'With /etc, /root or the folders of kubelet and runtime inside, an intruder in the container reads the keys of the node or makes himself its owner.',
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
        spec: '  volumes:\n    - name: host\n      hostPath: { path: «/» }\n    - name: config\n      hostPath:\n        path: «/etc»\n        type: Directory\n',
      }),
    },
    {
      'pod.yaml': examplePod({
        spec: '  volumes: [{ name: kubelet, hostPath: { path: «/var/lib/kubelet» } }]\n',
      }),
    },
  ],
  good: [
    { 'pod.yaml': examplePod({ spec: '  volumes: [{ name: data, hostPath: { path: /data/etc } }]\n' }) },
    { 'pod.yaml': examplePod({ spec: '  volumes: [{ name: etc, emptyDir: {} }]\n' }) },
    // The socket has a rule of its own.
    { 'pod.yaml': examplePod({ spec: '  volumes: [{ name: d, hostPath: { path: /run/docker.sock } }]\n' }) },
  ],

  *check(workload) {
    for (const { type, name, source } of workload.volumes) {
      const path = type === 'hostPath' ? source.text('path') : undefined
      const what = path && !isEngineSocket(path.value) ? sensitiveHostPath(path.value) : undefined
      if (!path || !what) continue
      yield {
        at: path.span,
        message: `${workload.title} gets ${what}; mount only the file or folder that it needs.`,
        like: hostPathPeers(path.value, name?.value ?? '', workload),
      }
    }
  },
})
