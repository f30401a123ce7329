import { removalOf } from '../../deployment/kubernetes/edits.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

const ACTIONS = [
  ['livenessProbe'],
  ['readinessProbe'],
  ['startupProbe'],
  ['lifecycle', 'postStart'],
  ['lifecycle', 'preStop'],
] as const

export default defineRule({
  id: 'no-probe-host',
  on: 'container',
  severity: 'warning',
  category: 'security',
  summary: 'Probes and hooks ask the pod they belong to.',
  why: 'With a host of its own the request goes there from the node: the pod counts as well while another host answers, and a manifest can send kubelet to addresses only the node can reach.',
  bad: [
    {
      'pod.yaml': examplePod({
        container:
          '      livenessProbe:\n        httpGet: { host: «10.0.0.9», path: /, port: 80 }\n      lifecycle:\n        preStop: { tcpSocket: { host: «localhost», port: 80 } }\n',
      }),
    },
  ],
  good: [
    {
      'pod.yaml': examplePod({
        container:
          '      livenessProbe:\n        httpGet: { path: /, port: 80, httpHeaders: [{ name: Host, value: web.example.com }] }\n      readinessProbe:\n        tcpSocket: { host: "", port: 80 }\n',
      }),
    },
  ],

  *check(container) {
    for (const action of ACTIONS) {
      for (const kind of ['httpGet', 'tcpSocket']) {
        const host = container.text(...action, kind, 'host')
        if (!host?.value) continue
        const edit = removalOf(container.at(...action, kind, 'host'))
        yield {
          at: host.span,
          message: `The ${action.at(-1)} of the ${container.title} asks ${host.value} in place of the pod; remove host, and name a virtual host by a Host header.`,
          ...(edit && { fix: { title: 'Remove host', safe: false, edits: [edit] } }),
        }
      }
    }
  },
})
