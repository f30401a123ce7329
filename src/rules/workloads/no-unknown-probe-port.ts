import { probedPorts } from '../../deployment/kubernetes/probes.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

export default defineRule({
  id: 'no-unknown-probe-port',
  on: 'container',
  severity: 'error',
  category: 'correctness',
  summary: 'A port that a probe names is a port of the container.',
  why: 'The kubelet cannot look up such a name: the probe fails, and the container is killed or never gets a request.',
  like: ['kube-linter:liveness-port', 'kube-linter:readiness-port', 'kube-linter:startup-port'],
  bad: [
    {
      'pod.yaml': examplePod({
        container:
          '      ports: [{ containerPort: 8080, name: web }]\n      livenessProbe:\n        httpGet: { port: «http» }\n',
      }),
    },
    // Digits in quotes are a name.
    {
      'pod.yaml': examplePod({
        container:
          '      ports: [{ containerPort: 8080 }]\n      readinessProbe:\n        tcpSocket: { port: «"8080"» }\n',
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
      if (typeof port === 'number' || isListed) continue
      yield {
        at: field.place,
        message: `The ${probe} of the ${container.title} asks the port ${port}, a name that none of its TCP ports has; name one of them, or write a number.`,
        like: [`kube-linter:${probe.replace('Probe', '')}-port`],
      }
    }
  },
})
