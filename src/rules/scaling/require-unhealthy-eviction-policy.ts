import { additionTo } from '../../deployment/kubernetes/edits.ts'
import { defineRule } from '../../engine/rule.ts'
import { exampleBudget } from './example-workload.ts'

const budget = (spec: string) => exampleBudget(spec).slice(4)

export default defineRule({
  id: 'require-unhealthy-eviction-policy',
  on: 'object',
  severity: 'info',
  category: 'reliability',
  summary: 'A PodDisruptionBudget says whether pods that do not work may go.',
  why: 'By default a pod that never became ready may not be evicted while the others are too few: one broken version keeps nodes from being drained.',
  like: ['kube-linter:pdb-unhealthy-pod-eviction-policy'],
  bad: [{ 'web.yaml': budget('  maxUnavailable: 1\n').replace('spec', '«spec»') }],
  good: [
    { 'web.yaml': budget('  maxUnavailable: 1\n  unhealthyPodEvictionPolicy: AlwaysAllow\n') },
    { 'web.yaml': budget('  maxUnavailable: 1\n').replace('policy/v1', 'policy/v1beta1') },
  ],

  *check(object) {
    if (object.kind !== 'PodDisruptionBudget' || object.version !== 'v1') return
    const policy = object.at('spec', 'unhealthyPodEvictionPolicy')
    if (policy.isSet) return
    const edit = additionTo(object.at('spec'), 'unhealthyPodEvictionPolicy', 'AlwaysAllow')
    yield {
      at: policy.place,
      message: `${object.title} keeps pods that do not work from being evicted; write unhealthyPodEvictionPolicy: AlwaysAllow.`,
      ...(edit && {
        fix: { title: 'Set unhealthyPodEvictionPolicy to AlwaysAllow', safe: false, edits: [edit] },
      }),
    }
  },
})
