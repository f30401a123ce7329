import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

export default defineRule({
  id: 'no-host-aliases',
  on: 'workload',
  severity: 'info',
  category: 'security',
  summary: 'Pods find other hosts by DNS, not by names of their own.',
  why: 'An address in a manifest stays when the host behind it moves, and leads a trusted name to whoever has the address then.',
  like: ['trivy:KSV-0007'],
  bad: [
    {
      'pod.yaml': examplePod({
        spec: '  «hostAliases»:\n    - { ip: 10.0.0.9, hostnames: [db.example.com] }\n',
      }),
    },
  ],
  good: [{ 'pod.yaml': examplePod() }, { 'pod.yaml': examplePod({ spec: '  hostAliases: []\n' }) }],

  *check({ title, podSpec }) {
    const aliases = podSpec.at('hostAliases')
    if (aliases.isEmpty) return
    yield {
      at: aliases.place,
      message: `${title} gives names to addresses by hostAliases; let DNS do it, or a Service without selector.`,
    }
  },
})
