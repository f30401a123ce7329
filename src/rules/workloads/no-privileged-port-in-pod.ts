import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

const port = (entry: string) => examplePod({ container: `      ports:\n        - ${entry}\n` })

export default defineRule({
  id: 'no-privileged-port-in-pod',
  on: 'container',
  severity: 'info',
  category: 'security',
  summary: 'Containers listen on ports from 1024 on.',
  why: 'On many nodes a port below that needs root or a capability, and a container should have neither.',
  like: ['kube-linter:privileged-ports', 'trivy:KSV-0117'],
  bad: [
    { 'pod.yaml': port('containerPort: «80»') },
    { 'pod.yaml': port('{ containerPort: «1023», name: a }') },
  ],
  good: [{ 'pod.yaml': port('containerPort: 8080') }, { 'pod.yaml': port('containerPort: 1024') }],

  *check(container) {
    for (const { port } of container.ports) {
      if (!port || port.value <= 0 || port.value >= 1024) continue
      yield {
        at: port.span,
        message: `The ${container.title} listens on port ${port.value}; let it listen on ${port.value + 8000} and have the Service lead there.`,
      }
    }
  },
})
