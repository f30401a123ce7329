import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

const ports = (first: string, second: string) =>
  examplePod({
    container: `      ports:\n        - { containerPort: 8080, name: ${first} }\n        - { containerPort: 9090, name: ${second} }\n`,
  })

export default defineRule({
  id: 'no-duplicate-port-name',
  on: 'container',
  severity: 'error',
  category: 'correctness',
  summary: 'The ports of a container have different names.',
  why: 'The API server refuses the workload otherwise, and a Service could not say which one it means.',
  like: ['kube-score:container-ports-check'],
  bad: [{ 'pod.yaml': ports('http', '«http»') }],
  good: [{ 'pod.yaml': ports('http', 'metrics') }],

  *check(container) {
    const seen = new Set<string>()
    for (const { name } of container.ports) {
      if (!name || name.value === '') continue
      if (seen.has(name.value)) {
        yield {
          at: name.span,
          message: `Two ports of the ${container.title} are named ${name.value}; give one of them another name.`,
        }
      }
      seen.add(name.value)
    }
  },
})
