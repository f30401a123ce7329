import { faultsOfPortName } from '../../deployment/kubernetes/port-names.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

const port = (name: string) =>
  examplePod({ container: `      ports:\n        - containerPort: 8080\n          name: ${name}\n` })

export default defineRule({
  id: 'no-invalid-port-name',
  on: 'container',
  severity: 'error',
  category: 'correctness',
  summary: 'The name of a container port is one that Kubernetes accepts.',
  why: 'The API server refuses the whole workload for it: at most 15 of a-z, 0-9 and single hyphens, one of them a letter.',
  like: ['kube-linter:invalid-target-ports', 'kube-score:container-ports-check'],
  bad: [
    { 'pod.yaml': port('«metrics-of-the-web»') },
    { 'pod.yaml': port('«"8080"»') },
    { 'pod.yaml': port('«http_web»') },
  ],
  good: [{ 'pod.yaml': port('http') }, { 'pod.yaml': port('n23456789012345') }],

  *check(container) {
    for (const { name } of container.ports) {
      if (!name || name.value === '') continue
      for (const fault of faultsOfPortName(name.value)) {
        yield {
          at: name.span,
          message: `The name ${name.value} of a port of the ${container.title} ${fault}; write a short one, such as http.`,
          ...(name.value.length <= 15 && { like: ['kube-linter:invalid-target-ports'] }),
        }
      }
    }
  },
})
