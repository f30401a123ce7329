import { actionOf } from '../../deployment/kubernetes/probes.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

const probes = (readiness: string, liveness: string) =>
  examplePod({
    container: `      readinessProbe:\n        ${readiness}\n      livenessProbe:\n        ${liveness}\n`,
  })

export default defineRule({
  id: 'no-identical-probes',
  on: 'container',
  severity: 'info',
  category: 'reliability',
  summary: 'Readiness and liveness of a container are asked by different probes.',
  why: 'Readiness fails when a container should get no requests for a while, liveness when it has to be killed: asked by the same probe, a busy container is killed, and its requests go to the others until they are killed too.',
  like: ['kube-score:pod-probes-identical'],
  bad: [
    {
      'pod.yaml': probes(
        'httpGet: { path: /ready, port: 8080 }',
        'httpGet: { path: /ready, port: 8080 }',
      ).replace('livenessProbe', '«livenessProbe»'),
    },
    {
      'pod.yaml': probes('exec: { command: [cat, /tmp/ok] }', 'exec: { command: [cat, /tmp/ok] }').replace(
        'livenessProbe',
        '«livenessProbe»',
      ),
    },
  ],
  good: [
    {
      'pod.yaml': probes('httpGet: { path: /ready, port: 8080 }', 'httpGet: { path: /live, port: 8080 }'),
    },
    { 'pod.yaml': probes('httpGet: { path: /ready, port: 8080 }', 'tcpSocket: { port: 8080 }') },
  ],

  *check(container) {
    if (container.workload.isJob) return
    const [readiness, liveness] = [container.probe('readinessProbe'), container.probe('livenessProbe')]
    const action = liveness && actionOf(liveness)
    if (!readiness || !liveness || action === undefined || action !== actionOf(readiness)) return
    yield {
      at: liveness.place,
      message: `The ${container.title} is asked the same by its livenessProbe as by its readinessProbe; ask for less by the livenessProbe, or leave it out.`,
      ...(liveness.at('grpc').isSet && { like: [] }),
    }
  },
})
