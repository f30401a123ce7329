import { missingResource } from '../../deployment/kubernetes/resources.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'
import { resourcePeers } from './resource-peers.ts'

const LIKE = [
  'kube-linter:unset-memory-requirements',
  'kube-score:container-resources',
  'polaris:memoryLimitsMissing',
  'checkov:CKV_K8S_13',
  'trivy:KSV-0018',
  'kics:memory_limits_not_defined',
]

export default defineRule({
  id: 'require-memory-limit-in-pod',
  on: 'container',
  severity: 'warning',
  category: 'reliability',
  summary: 'Every container has an upper limit of memory.',
  why: 'Without a limit a leak in one container eats the memory of its node until the kernel kills something there, most often something else.',
  like: LIKE,
  bad: [
    { 'pod.yaml': examplePod({ containerName: '«app»' }) },
    { 'pod.yaml': examplePod({ container: '      «resources»:\n        requests: { memory: 128Mi }\n' }) },
    { 'pod.yaml': examplePod({ container: '      resources:\n        limits: { memory: «0» }\n' }) },
  ],
  good: [
    { 'pod.yaml': examplePod({ container: '      resources:\n        limits: { memory: 256Mi }\n' }) },
    // Nobody knows what a list means there.
    { 'pod.yaml': examplePod({ container: '      resources:\n        - limits: { memory: 256Mi }\n' }) },
  ],

  *check(container) {
    const missing = missingResource(container, 'limits', 'memory')
    if (!missing) return
    yield {
      at: missing.at,
      message: `The ${container.title} has ${missing.isZero ? 'a memory limit of zero, which is none' : 'no memory limit'}; write resources.limits.memory.`,
      like: resourcePeers(container, missing, LIKE),
    }
  },
})
