import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-pod-host-pid',
  on: 'workload',
  severity: 'error',
  category: 'security',
  summary: 'Pods have a process table of their own.',
  why: 'With that of the node a container sees every process on it, reads their environment with the secrets in it, and may be able to stop them.',
  like: [
    'kube-linter:host-pid',
    'polaris:hostPIDSet',
    'checkov:CKV_K8S_17',
    'trivy:KSV-0010',
    'kics:shared_host_pid_namespace',
  ],
  bad: [
    {
      'agent.yaml':
        'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: agent }\nspec:\n  template:\n    spec:\n      hostPID: «true»\n      containers:\n        - { name: agent, image: acme/agent:3 }\n',
    },
    {
      'pod.json':
        '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "debug"}, "spec": {"hostPID": «true», "containers": []}}\n',
    },
  ],
  good: [
    {
      'pod.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  hostPID: false\n  containers:\n    - { name: app, image: acme/web:2 }\n',
    },
    {
      'pod.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers:\n    - { name: app, image: acme/web:2, hostPID: true }\n',
    },
  ],

  *check({ title, podSpec }) {
    const hostPid = podSpec.boolean('hostPID')
    if (!hostPid?.value) return
    yield {
      at: hostPid.span,
      message: `${title} shares the process table of its node; remove hostPID.`,
      fix: { title: 'Set hostPID to false', safe: false, edits: [{ span: hostPid.span, text: 'false' }] },
    }
  },
})
