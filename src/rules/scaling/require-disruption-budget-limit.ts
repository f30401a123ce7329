import { defineRule } from '../../engine/rule.ts'
import { exampleBudget } from './example-workload.ts'

const budget = (spec: string) => exampleBudget(spec).slice(4)

export default defineRule({
  id: 'require-disruption-budget-limit',
  on: 'object',
  severity: 'warning',
  category: 'correctness',
  summary: 'A PodDisruptionBudget says how many pods may go, or how many have to stay.',
  why: 'Without either it protects nothing that anybody has thought about.',
  like: ['kube-score:poddisruptionbudget-has-policy'],
  bad: [{ 'web.yaml': budget('').replace('spec', '«spec»') }],
  good: [{ 'web.yaml': budget('  maxUnavailable: 1\n') }, { 'web.yaml': budget('  minAvailable: 2\n') }],

  *check(object) {
    if (object.kind !== 'PodDisruptionBudget') return
    const spec = object.at('spec')
    if (spec.at('minAvailable').isSet || spec.at('maxUnavailable').isSet) return
    yield {
      at: spec.place,
      message: `${object.title} does not say how many pods may go; write maxUnavailable: 1.`,
    }
  },
})
