import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

export default defineRule({
  id: 'require-container-port',
  on: 'container',
  severity: 'error',
  category: 'correctness',
  summary: 'Every entry of `ports` has a containerPort.',
  why: 'The API server refuses the workload without it.',
  like: ['kube-score:container-ports-check'],
  bad: [
    {
      'pod.yaml': examplePod({
        container: '      ports:\n        - name: http\n          «containerPort»:\n',
      }),
    },
    { 'pod.yaml': examplePod({ container: '      ports:\n        - name: «http»\n' }) },
  ],
  good: [{ 'pod.yaml': examplePod({ container: '      ports:\n        - containerPort: 8080\n' }) }],

  *check(container) {
    for (const { field } of container.ports) {
      const port = field.at('containerPort')
      if (!field.isMapping || (port.isSet && port.number()?.value !== 0)) continue
      yield {
        at: port.place,
        message: `A port of the ${container.title} has no number; write containerPort.`,
      }
    }
  },
})
