import { removalOf } from '../../deployment/kubernetes/edits.ts'
import { defineRule } from '../../engine/rule.ts'
import { exampleDeployment, examplePod } from './example-pod.ts'

export default defineRule({
  id: 'no-pod-host-network',
  on: 'workload',
  severity: 'error',
  category: 'security',
  summary: 'Pods have a network of their own.',
  why: 'In the network of the node a container reaches what listens on localhost there, sees the traffic of other pods, and no NetworkPolicy holds it.',
  like: [
    'kube-linter:host-network',
    'polaris:hostNetworkSet',
    'checkov:CKV_K8S_19',
    'trivy:KSV-0009',
    'kics:shared_host_network_namespace',
  ],
  bad: [
    { 'pod.yaml': examplePod({ spec: '  hostNetwork: «true»\n  dnsPolicy: ClusterFirstWithHostNet\n' }) },
    { 'web.yaml': exampleDeployment({ spec: '  hostNetwork: «true»\n' }) },
  ],
  good: [
    { 'pod.yaml': examplePod() },
    { 'pod.yaml': examplePod({ spec: '  hostNetwork: false\n' }) },
    { 'web.yaml': exampleDeployment({ container: '      hostNetwork: true\n' }) },
  ],

  *check({ title, podSpec }) {
    const hostNetwork = podSpec.boolean('hostNetwork')
    if (!hostNetwork?.value) return
    const edit = removalOf(podSpec.at('hostNetwork'))
    yield {
      at: hostNetwork.span,
      message: `${title} is in the network of its node; remove hostNetwork and let a Service lead to it.`,
      ...(edit && { fix: { title: 'Remove hostNetwork', safe: false, edits: [edit] } }),
    }
  },
})
