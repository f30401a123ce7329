import { defineRule } from '../../engine/rule.ts'
import { exampleWorkload } from './example-workload.ts'

export default defineRule({
  id: 'require-topology-spread',
  on: 'workload',
  severity: 'info',
  category: 'reliability',
  summary: 'A workload says over what its pods are spread.',
  why: 'Without a constraint of its own, how pods are spread over nodes and zones is what somebody configured for the cluster.',
  like: ['polaris:topologySpreadConstraint'],
  bad: [{ 'web.yaml': exampleWorkload().replace('    spec:', '    «spec»:') }],
  good: [
    {
      'web.yaml': exampleWorkload({
        podSpec:
          '      topologySpreadConstraints:\n        - { maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway }\n',
      }),
    },
  ],

  *check({ title, podSpec, isJob }) {
    const constraints = podSpec.at('topologySpreadConstraints')
    if (isJob || !podSpec.isMapping || !constraints.isEmpty) return
    yield {
      at: constraints.place,
      message: `${title} has no topologySpreadConstraints; write one for zones or for nodes.`,
    }
  },
})
