import { missingResource } from '../../deployment/kubernetes/resources.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'
import { resourcePeers } from './resource-peers.ts'

const LIKE = [
  'kube-score:container-resources',
  'polaris:cpuLimitsMissing',
  'checkov:CKV_K8S_11',
  'trivy:KSV-0011',
  'kics:cpu_limits_not_set',
]

export default defineRule({
  id: 'require-cpu-limit-in-pod',
  on: 'container',
  severity: 'info',
  category: 'reliability',
  summary: 'Every container has an upper limit of CPU.',
  why: 'Without a limit one busy container takes all the time of its node that others have not requested, and how fast it is depends on its neighbours.',
  like: LIKE,
  bad: [
    { 'pod.yaml': examplePod({ containerName: '«app»' }) },
    { 'pod.yaml': examplePod({ container: '      «resources»:\n        requests: { cpu: 100m }\n' }) },
    { 'pod.yaml': examplePod({ container: '      resources:\n        limits: { cpu: «0» }\n' }) },
  ],
  good: [
    { 'pod.yaml': examplePod({ container: '      resources:\n        limits: { cpu: 500m }\n' }) },
    // Nobody knows what a list means there.
    { 'pod.yaml': examplePod({ container: '      resources:\n        - limits: { cpu: 500m }\n' }) },
  ],

  *check(container) {
    const missing = missingResource(container, 'limits', 'cpu')
    if (!missing) return
    yield {
      at: missing.at,
      message: `The ${container.title} has ${missing.isZero ? 'a CPU limit of zero, which is none' : 'no CPU limit'}; write resources.limits.cpu.`,
      like: resourcePeers(container, missing, LIKE),
    }
  },
})
