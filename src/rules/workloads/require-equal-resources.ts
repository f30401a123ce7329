import { isRequestedWhole } from '../../deployment/kubernetes/resources.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

const resources = (lines: string) =>
  examplePod({ container: `      «resources»:\n${lines}` }).replace(/[«»]/g, lines.includes('#') ? '' : '$&')

export default defineRule({
  id: 'require-equal-resources',
  on: 'container',
  severity: 'info',
  category: 'reliability',
  summary: 'Requests and limits of CPU and memory are the same.',
  why: 'A pod whose limits are its requests is of the class Guaranteed: nobody else has what it was promised, and it is evicted last.',
  like: [
    'kube-score:container-cpu-requests-equal-limits',
    'kube-score:container-memory-requests-equal-limits',
    'kube-score:container-resource-requests-equal-limits',
    'kics:container_cpu_requests_not_equal_to_its_limits',
    'kics:container_memory_requests_not_equal_to_its_limits',
  ],
  bad: [
    { 'pod.yaml': resources('        requests: { cpu: 1 }\n        limits: { cpu: 2 }\n') },
    { 'pod.yaml': resources('        requests: { memory: 1Gi }\n') },
  ],
  good: [
    {
      'pod.yaml': resources(
        '        requests: { cpu: 1, memory: 1Gi }\n        limits: { cpu: 1000m, memory: 1024Mi } #\n',
      ),
    },
    { 'pod.yaml': examplePod() },
  ],

  *check(container) {
    if (container.kind === 'ephemeral') return
    const resources = container.at('resources')
    if (resources.isSet && !resources.isMapping) return
    for (const name of ['cpu', 'memory']) {
      if (isRequestedWhole(container, name)) continue
      const like = [
        `kube-score:container-${name}-requests-equal-limits`,
        'kube-score:container-resource-requests-equal-limits',
      ]
      // It looks at pods alone.
      if (container.workload.kind === 'Pod') {
        like.push(`kics:container_${name}_requests_not_equal_to_its_limits`)
      }
      yield {
        at: resources.place,
        message: `The ${container.title} requests another amount of ${name} than its limit; write the same for both.`,
        like,
      }
    }
  },
})
