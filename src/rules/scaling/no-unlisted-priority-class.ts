import { defineRule } from '../../engine/rule.ts'
import { exampleWorkload } from './example-workload.ts'

const priority = (name: string) => exampleWorkload({ podSpec: `      priorityClassName: ${name}\n` })

export default defineRule<'workload', { readonly classes: readonly string[] }>({
  id: 'no-unlisted-priority-class',
  on: 'workload',
  severity: 'warning',
  category: 'reliability',
  summary: 'Pods have only the priority classes that the policy names.',
  why: 'A class that the cluster does not know keeps pods from being made; one that is too high throws others out.',
  like: ['kube-linter:priority-class-name'],
  options: {
    type: 'object',
    properties: {
      classes: {
        description: 'The names of the classes that pods may have.',
        type: 'array',
        items: { type: 'string' },
        default: ['system-cluster-critical', 'system-node-critical'],
      },
    },
    additionalProperties: false,
  },
  bad: [{ 'web.yaml': priority('«business»') }],
  good: [
    { 'web.yaml': priority('system-cluster-critical') },
    { 'web.yaml': exampleWorkload() },
    {
      'web.yaml': priority('business'),
      'plimsoll.yaml':
        'rules:\n  no-unlisted-priority-class: { severity: warning, options: { classes: [business] } }\n',
    },
  ],

  *check({ title, podSpec }, { options: { classes } }) {
    const priority = podSpec.text('priorityClassName')
    if (!priority || priority.value.trim() === '' || classes.includes(priority.value)) return
    yield {
      at: priority.span,
      message: `The pods of ${title} have the priority class ${priority.value}; take one of the policy: ${classes.join(', ')}.`,
    }
  },
})
