import { defineRule } from '../../engine/rule.ts'
import { EXAMPLE_SERVICE, exampleWorkload } from './example-workload.ts'
import { strategyOf } from './update-strategy.ts'

export default defineRule({
  id: 'no-recreate-strategy',
  on: 'workload',
  severity: 'info',
  category: 'reliability',
  summary: 'A workload replaces its pods one after the other.',
  why: 'With Recreate all old pods stop before a new one starts, so every rollout is an outage, and a broken version a long one.',
  like: ['kube-linter:no-rolling-update-strategy', 'kube-score:deployment-strategy'],
  bad: [
    { 'web.yaml': exampleWorkload({ spec: '  strategy: { type: «Recreate» }\n' }) + EXAMPLE_SERVICE },
    { 'web.yaml': exampleWorkload({ kind: 'DaemonSet', spec: '  updateStrategy: { type: «OnDelete» }\n' }) },
  ],
  good: [
    { 'web.yaml': exampleWorkload({ spec: '  strategy: { type: RollingUpdate }\n' }) },
    { 'web.yaml': exampleWorkload() },
  ],

  *check(workload) {
    const type = strategyOf(workload)?.text()
    if (!type || /^(?:RollingUpdate|Rolling)$/.test(type.value)) return
    const like = ['kube-linter:no-rolling-update-strategy']
    if (workload.kind === 'Deployment' && workload.cluster.servicesOf(workload).length > 0) {
      like.push('kube-score:deployment-strategy')
    }
    yield {
      at: type.span,
      message: `${workload.title} is updated by ${type.value}; write RollingUpdate, unless two pods must never run beside each other.`,
      like,
    }
  },
})
