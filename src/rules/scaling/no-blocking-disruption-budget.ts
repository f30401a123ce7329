import { defineRule } from '../../engine/rule.ts'
import { exampleBudget } from './example-workload.ts'

const budget = (spec: string) => exampleBudget(spec).slice(4)

export default defineRule({
  id: 'no-blocking-disruption-budget',
  on: 'object',
  severity: 'error',
  category: 'reliability',
  summary: 'A PodDisruptionBudget lets some pod go.',
  why: 'Where no pod may go, no node with one of them can be drained: updates of the cluster hang until somebody deletes the budget.',
  like: ['kube-linter:pdb-max-unavailable', 'kube-linter:pdb-min-available', 'polaris:pdbDisruptionsIsZero'],
  bad: [
    { 'web.yaml': budget('  maxUnavailable: «0»\n') },
    { 'web.yaml': budget('  maxUnavailable: «0%»\n') },
    { 'web.yaml': budget('  minAvailable: «100%»\n') },
  ],
  good: [
    { 'web.yaml': budget('  maxUnavailable: 1\n') },
    { 'web.yaml': budget('  minAvailable: 50%\n') },
    { 'web.yaml': budget('') },
  ],

  *check(object) {
    if (object.kind !== 'PodDisruptionBudget') return
    const most = object.text('spec', 'maxUnavailable')
    if (most && /^0+%?$/.test(most.value)) {
      yield {
        at: most.span,
        message: `${object.title} lets no pod go; write maxUnavailable: 1, or more.`,
        like: ['kube-linter:pdb-max-unavailable', 'polaris:pdbDisruptionsIsZero'],
      }
    }
    const least = object.text('spec', 'minAvailable')
    if (least?.value === '100%') {
      yield {
        at: least.span,
        message: `${object.title} wants all pods to be there, so none may go; write maxUnavailable: 1 in its place.`,
        like: ['kube-linter:pdb-min-available', 'polaris:pdbDisruptionsIsZero'],
      }
    }
  },
})
