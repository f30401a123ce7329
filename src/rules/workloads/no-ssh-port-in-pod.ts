import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

const port = (entry: string) => examplePod({ container: `      ports:\n        - ${entry}\n` })

export default defineRule({
  id: 'no-ssh-port-in-pod',
  on: 'container',
  severity: 'warning',
  category: 'security',
  summary: 'No container listens on the port of SSH.',
  why: 'A shell that is open on the network is one more way in, with keys of its own that nobody counts; kubectl exec needs none.',
  like: ['kube-linter:ssh-port'],
  bad: [
    { 'pod.yaml': port('containerPort: «22»') },
    { 'pod.yaml': port('{ containerPort: «22», protocol: TCP }') },
  ],
  good: [
    { 'pod.yaml': port('containerPort: 2222') },
    { 'pod.yaml': port('{ containerPort: 22, protocol: UDP }') },
  ],

  *check(container) {
    for (const { port, protocol } of container.ports) {
      if (port?.value !== 22 || protocol !== 'TCP') continue
      yield {
        at: port.span,
        message: `The ${container.title} listens on port 22, that of SSH; leave the server out and use kubectl exec.`,
      }
    }
  },
})
