import { missingResource } from '../../deployment/kubernetes/resources.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

const resources = (lines: string) => examplePod({ container: `      resources:\n${lines}` })

export default defineRule({
  id: 'require-ephemeral-storage-limits',
  on: 'container',
  severity: 'info',
  category: 'reliability',
  summary: 'Containers have a request and a limit of ephemeral storage.',
  why: 'Logs and files in a container fill the disk of its node; then the kubelet evicts pods, and not always the one that wrote.',
  like: ['kube-score:container-ephemeral-storage-request-and-limit'],
  bad: [
    { 'pod.yaml': examplePod({ containerName: '«app»' }) },
    {
      'pod.yaml': resources('        limits: { ephemeral-storage: 1Gi }\n').replace(
        'resources',
        '«resources»',
      ),
    },
  ],
  good: [
    {
      'pod.yaml': resources(
        '        requests: { ephemeral-storage: 100Mi }\n        limits: { ephemeral-storage: 1Gi }\n',
      ),
    },
  ],

  *check(container) {
    for (const list of ['limits', 'requests'] as const) {
      const missing = missingResource(container, list, 'ephemeral-storage')
      if (!missing) continue
      yield {
        at: missing.at,
        message: `The ${container.title} has no ${list === 'limits' ? 'limit' : 'request'} of ephemeral storage; write resources.${list}.ephemeral-storage.`,
      }
      return
    }
  },
})
