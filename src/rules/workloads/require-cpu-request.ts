import { missingResource } from '../../deployment/kubernetes/resources.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'
import { resourcePeers } from './resource-peers.ts'

const LIKE = [
  'kube-linter:unset-cpu-requirements',
  'kube-score:container-resources',
  'polaris:cpuRequestsMissing',
  'checkov:CKV_K8S_10',
  'trivy:KSV-0015',
  'kics:cpu_requests_not_set',
]

export default defineRule({
  id: 'require-cpu-request',
  on: 'container',
  severity: 'warning',
  category: 'reliability',
  summary: 'Every container says how much CPU it needs.',
  why: 'Without a request the scheduler takes a pod for free: a node gets more pods than it can serve, and under load this one is the first to get no time.',
  like: LIKE,
  bad: [
    { 'pod.yaml': examplePod({ containerName: '«app»' }) },
    { 'pod.yaml': examplePod({ container: '      «resources»:\n        limits: { cpu: 500m }\n' }) },
    { 'pod.yaml': examplePod({ container: '      resources:\n        requests: { cpu: «0» }\n' }) },
  ],
  good: [
    { 'pod.yaml': examplePod({ container: '      resources:\n        requests: { cpu: 100m }\n' }) },
    // Nobody knows what a list means there.
    { 'pod.yaml': examplePod({ container: '      resources:\n        - requests: { cpu: 100m }\n' }) },
  ],

  *check(container) {
    const missing = missingResource(container, 'requests', 'cpu')
    if (!missing) return
    yield {
      at: missing.at,
      message: `The ${container.title} has ${missing.isZero ? 'a CPU request of zero, which is none' : 'no CPU request'}${missing.limit === undefined ? '' : `, so all of its limit, ${missing.limit}, is kept for it`}; write resources.requests.cpu, as much as it uses under usual load.`,
      like: resourcePeers(container, missing, LIKE),
    }
  },
})
