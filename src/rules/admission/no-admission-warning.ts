import { defineRule } from '../../engine/rule.ts'
import { binding, deployment, policy } from './sample-policies.ts'

export default defineRule({
  id: 'no-admission-warning',
  on: 'object',
  severity: 'warning',
  category: 'correctness',
  summary: 'The admission policies of the cluster warn of no object.',
  why: 'A policy that warns today is one that refuses tomorrow, and a warning on a terminal of CI is read by nobody.',
  bad: [
    {
      'policy.yaml': policy('object.spec.replicas <= 5') + binding('Warn'),
      'web.yaml': deployment('  replicas: «9»\n'),
    },
  ],
  good: [
    { 'policy.yaml': policy('object.spec.replicas <= 5') + binding('Warn'), 'web.yaml': deployment('') },
    // It is refused, which says more.
    {
      'policy.yaml': policy('object.spec.replicas <= 5') + binding('Deny'),
      'web.yaml': deployment('  replicas: 9\n'),
    },
  ],

  *check(object, { project }) {
    for (const { kind, at, message, by } of project.admission.verdictsOn(object)) {
      if (kind !== 'warned') continue
      yield {
        at,
        message: `The API server warns of ${object.title}: ${message}`,
        related: by ? [{ at: by.span, message: 'The expression that does not hold.' }] : [],
      }
    }
  },
})
