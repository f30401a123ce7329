import { removalOf } from '../../deployment/kubernetes/edits.ts'
import { defineRule } from '../../engine/rule.ts'
import { exampleDeployment, examplePod } from './example-pod.ts'

export default defineRule({
  id: 'no-pod-host-port',
  on: 'container',
  severity: 'warning',
  category: 'security',
  summary: 'Containers bind no port of their node.',
  why: 'Such a port is open on the address of the node, past Services and often past NetworkPolicies, and only one pod per node can have it: the second stays Pending.',
  like: [
    'polaris:hostPortSet',
    'checkov:CKV_K8S_26',
    'trivy:KSV-0024',
    'kics:workload_host_port_not_specified',
  ],
  bad: [
    {
      'pod.yaml': examplePod({
        container:
          '      ports:\n        - containerPort: 80\n        - containerPort: 443\n          hostPort: «443»\n',
      }),
    },
    {
      'web.yaml': exampleDeployment({
        container: '      ports: [{ containerPort: 80, hostPort: «80», protocol: TCP }]\n',
      }),
    },
  ],
  good: [
    { 'pod.yaml': examplePod({ container: '      ports:\n        - containerPort: 80\n' }) },
    // 0 is the same as none.
    { 'pod.yaml': examplePod({ container: '      ports:\n        - { containerPort: 80, hostPort: 0 }\n' }) },
    { 'pod.yaml': examplePod({ container: '      ports:\n' }) },
  ],

  *check({ title, ports }) {
    for (const { field, hostPort } of ports) {
      if (!hostPort?.value) continue
      const edit = removalOf(field.at('hostPort'))
      yield {
        at: hostPort.span,
        message: `The ${title} takes port ${hostPort.value} of its node; remove hostPort and let a Service lead to the container.`,
        ...(edit && { fix: { title: 'Remove hostPort', safe: false, edits: [edit] } }),
      }
    }
  },
})
