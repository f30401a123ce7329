import { defineRule } from '../../engine/rule.ts'
import { exampleWorkload } from './example-workload.ts'

export default defineRule({
  id: 'require-priority-class',
  on: 'workload',
  severity: 'info',
  category: 'reliability',
  summary: 'Pods have a priority class.',
  why: 'When nodes are full the scheduler makes room by priority; without one all pods are the same to it.',
  like: ['polaris:priorityClassNotSet'],
  bad: [{ 'web.yaml': exampleWorkload().replace('    spec:', '    «spec»:') }],
  good: [{ 'web.yaml': exampleWorkload({ podSpec: '      priorityClassName: business\n' }) }],

  *check({ title, podSpec }) {
    const priority = podSpec.at('priorityClassName')
    if (priority.isSet || !podSpec.isMapping) return
    yield { at: priority.place, message: `The pods of ${title} have no priority; write a priorityClassName.` }
  },
})
