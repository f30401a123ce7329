import { probedPorts } from '../../deployment/kubernetes/probes.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

export default defineRule({
  id: 'require-declared-probe-port',
  on: 'container',
  severity: 'info',
  category: 'reliability',
  summary: 'A port that a probe asks is among the ports of the container.',
  why: 'The list of ports is what others read; a probe beside it mostly asks a port on which nothing listens any more.',
  like: ['kube-linter:liveness-port', 'kube-linter:readiness-port', 'kube-linter:startup-port'],
  bad: [
    {
      'pod.yaml': examplePod({
        container:
          '      ports: [{ containerPort: 8080 }]\n      livenessProbe:\n        httpGet: { port: «8081» }\n',
      }),
    },
    {
      'pod.yaml': examplePod({
        container:
          '      ports: [{ containerPort: 8080, protocol: UDP }]\n      startupProbe:\n        grpc: { port: «8080» }\n',
      }),
    },
  ],
  good: [
    {
      'pod.yaml': examplePod({
        container:
          '      ports: [{ containerPort: 8080, name: http }]\n      livenessProbe:\n        httpGet: { port: http }\n      readinessProbe:\n        tcpSocket: { port: 8080 }\n',
      }),
    },
    { 'pod.yaml': examplePod() },
  ],

  *check(container) {
    if (container.kind !== 'regular') return
    for (const { probe, field, port, isListed } of probedPorts(container)) {
      if (typeof port === 'string' || isListed) continue
      yield {
        at: field.place,
        message: `The ${probe} of the ${container.title} asks port ${port}, which is not among its TCP ports; ask one of them, or list it.`,
        like: [`kube-linter:${probe.replace('Probe', '')}-port`],
      }
    }
  },
})
