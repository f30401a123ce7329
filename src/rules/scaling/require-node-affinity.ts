import { defineRule } from '../../engine/rule.ts'
import { exampleWorkload } from './example-workload.ts'

export default defineRule({
  id: 'require-node-affinity',
  on: 'workload',
  severity: 'info',
  category: 'reliability',
  summary: 'A workload says on which nodes its pods run.',
  why: 'Where nodes differ, a pod without a node affinity may land on one that is too small or too expensive for it.',
  like: ['kube-linter:no-node-affinity'],
  bad: [{ 'web.yaml': exampleWorkload().replace('    spec:', '    «spec»:') }],
  good: [
    {
      'web.yaml': exampleWorkload({
        podSpec:
          '      affinity:\n        nodeAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] }\n',
      }),
    },
  ],

  *check({ title, podSpec }) {
    const affinity = podSpec.at('affinity', 'nodeAffinity')
    if (affinity.isSet) return
    yield { at: affinity.place, message: `${title} has no nodeAffinity; write on which nodes its pods run.` }
  },
})
