import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

export default defineRule({
  id: 'require-liveness-probe',
  on: 'container',
  severity: 'info',
  category: 'reliability',
  summary: 'Containers have a liveness probe.',
  why: 'A process that hangs is still running; without a probe nobody starts it again.',
  like: [
    'kube-linter:no-liveness-probe',
    'polaris:livenessProbeMissing',
    'checkov:CKV_K8S_8',
    'kics:liveness_probe_is_not_defined',
  ],
  bad: [{ 'pod.yaml': examplePod({ containerName: '«app»' }) }],
  good: [
    {
      'pod.yaml': examplePod({
        container: '      livenessProbe:\n        httpGet: { path: /live, port: 8080 }\n',
      }),
    },
    { 'pod.yaml': examplePod().replace('Pod', 'Job') },
  ],

  *check(container) {
    if (container.kind !== 'regular' || container.workload.isJob || container.probe('livenessProbe')) return
    yield {
      at: container.place,
      message: `The ${container.title} has no livenessProbe; write one that fails only when nothing but a new start helps.`,
    }
  },
})
