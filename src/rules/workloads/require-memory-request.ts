import { missingResource } from '../../deployment/kubernetes/resources.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'
import { resourcePeers } from './resource-peers.ts'

const LIKE = [
  'kube-score:container-resources',
  'polaris:memoryRequestsMissing',
  'checkov:CKV_K8S_12',
  'trivy:KSV-0016',
  'kics:memory_requests_not_defined',
]

export default defineRule({
  id: 'require-memory-request',
  on: 'container',
  severity: 'warning',
  category: 'reliability',
  summary: 'Every container says how much memory it needs.',
  why: 'Without a request the scheduler takes a pod for free: a node gets more pods than its memory holds, and those without a request are killed first.',
  like: LIKE,
  bad: [
    { 'pod.yaml': examplePod({ containerName: '«app»' }) },
    { 'pod.yaml': examplePod({ container: '      «resources»:\n        limits: { memory: 256Mi }\n' }) },
    { 'pod.yaml': examplePod({ container: '      resources:\n        requests: { memory: «0» }\n' }) },
  ],
  good: [
    { 'pod.yaml': examplePod({ container: '      resources:\n        requests: { memory: 128Mi }\n' }) },
    // Nobody knows what a list means there.
    { 'pod.yaml': examplePod({ container: '      resources:\n        - requests: { memory: 128Mi }\n' }) },
  ],

  *check(container) {
    const missing = missingResource(container, 'requests', 'memory')
    if (!missing) return
    yield {
      at: missing.at,
      message: `The ${container.title} has ${missing.isZero ? 'a memory request of zero, which is none' : 'no memory request'}${missing.limit === undefined ? '' : `, so all of its limit, ${missing.limit}, is kept for it`}; write resources.requests.memory, as much as it uses under usual load.`,
      like: resourcePeers(container, missing, LIKE),
    }
  },
})
