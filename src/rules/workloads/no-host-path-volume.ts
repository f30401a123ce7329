import { isEngineSocket, sensitiveHostPath } from '../../deployment/host-paths.ts'
import { defineRule } from '../../engine/rule.ts'
import { exampleDeployment, examplePod } from './example-pod.ts'
import { hostPathPeers } from './host-path-peers.ts'

export default defineRule({
  id: 'no-host-path-volume',
  on: 'workload',
  severity: 'warning',
  category: 'security',
  summary: 'Pods keep nothing in folders of their node.',
  why: 'On the next node the folder is another one, nothing limits how much is written to it, and it is a way out of the container.',
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
      'web.yaml': exampleDeployment({
        spec: '  volumes:\n    - name: data\n      hostPath: { path: «/data» }\n',
      }),
    },
    { 'pod.yaml': examplePod({ spec: '  volumes: [{ name: data, «hostPath»: {} }]\n' }) },
  ],
  good: [
    {
      'pod.yaml': examplePod({
        spec: '  volumes:\n    - { name: data, persistentVolumeClaim: { claimName: data } }\n    - { name: none }\n',
      }),
    },
    // These have rules of their own.
    {
      'pod.yaml': examplePod({
        spec: '  volumes:\n    - { name: socket, hostPath: { path: /run/docker.sock } }\n    - { name: etc, hostPath: { path: /etc } }\n',
      }),
    },
  ],

  *check(workload) {
    for (const { type, name, source } of workload.volumes) {
      if (type !== 'hostPath' || !source.isSet) continue
      const path = source.text('path')?.value ?? ''
      if (isEngineSocket(path) || sensitiveHostPath(path)) continue
      yield {
        at: source.at('path').place,
        message: `${workload.title} keeps ${name?.value ?? 'a volume'} in a folder of its node; use a persistentVolumeClaim, or an emptyDir for what may be lost.`,
        like: hostPathPeers(path, name?.value ?? '', workload),
      }
    }
  },
})
