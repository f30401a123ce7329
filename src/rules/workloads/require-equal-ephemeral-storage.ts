import { isRequestedWhole } from '../../deployment/kubernetes/resources.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

const resources = (request: string, limit: string) =>
  examplePod({
    container: `      resources:\n        requests: { ephemeral-storage: ${request} }\n        limits: { ephemeral-storage: ${limit} }\n`,
  })

export default defineRule({
  id: 'require-equal-ephemeral-storage',
  on: 'container',
  severity: 'info',
  category: 'reliability',
  summary: 'Request and limit of ephemeral storage are the same.',
  why: 'What a container may write beyond its request nobody kept free on the node; when the disk is full, pods are evicted.',
  like: ['kube-score:container-ephemeral-storage-request-equals-limit'],
  bad: [{ 'pod.yaml': resources('«1Gi»', '2Gi') }],
  good: [{ 'pod.yaml': resources('1Gi', '1024Mi') }, { 'pod.yaml': examplePod() }],

  *check(container) {
    const [request, limit] = (['requests', 'limits'] as const).map((list) =>
      container.resource(list, 'ephemeral-storage').quantity(),
    )
    if (!request?.value.nano || !limit?.value.nano) return
    if (isRequestedWhole(container, 'ephemeral-storage')) return
    yield {
      at: request.span,
      message: `The ${container.title} requests ${request.value.text} of ephemeral storage and may write ${limit.value.text}; write the same for both.`,
    }
  },
})
