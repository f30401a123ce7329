import { defineRule } from '../../engine/rule.ts'
import { binding, custom, definition, deployment, policy } from './sample-policies.ts'

export default defineRule({
  id: 'no-refused-object',
  on: 'object',
  severity: 'error',
  category: 'correctness',
  summary: 'The admission policies and schema rules of the cluster let every object pass.',
  why: 'The API server refuses the object when it is applied: a deployment stops half-way, with some of its objects new and some old.',
  bad: [
    {
      'policy.yaml':
        policy('object.spec.replicas <= 5', '      message: Five replicas are enough.\n') + binding('Deny'),
      'web.yaml': deployment('  replicas: «9»\n'),
    },
    // The item of a list that fails.
    {
      'policy.yaml':
        policy(
          "object.spec.template.spec.containers.all(c, c.image.matches('^registry[.]acme[.]example/'))",
        ) + binding('Deny'),
      'web.yaml': deployment('', 'registry.acme.example/web:2', '«nginx:1.27»'),
    },
    // An expression that fails counts as not met.
    {
      'policy.yaml': policy("object.metadata.labels['team'] != ''") + binding('Deny'),
      'web.yaml': deployment('').replace('metadata:', '«metadata»:'),
    },
    { 'crd.yaml': definition('self.min <= self.max'), 'queue.yaml': custom('  min: «5»\n  max: 3\n') },
  ],
  good: [
    { 'policy.yaml': policy('object.spec.replicas <= 5') + binding('Deny'), 'web.yaml': deployment('') },
    // Nothing binds it, or it only takes notes.
    { 'policy.yaml': policy('object.spec.replicas <= 5'), 'web.yaml': deployment('  replicas: 9\n') },
    {
      'policy.yaml': policy('object.spec.replicas <= 5') + binding('Audit'),
      'web.yaml': deployment('  replicas: 9\n'),
    },
    // The API server fills it in, nobody knows with what.
    {
      'policy.yaml': policy("object.metadata.uid == ''") + binding('Deny'),
      'web.yaml': deployment(''),
    },
    { 'crd.yaml': definition('self.min <= self.max'), 'queue.yaml': custom('  min: 1\n  max: 3\n') },
    // It is about changes.
    { 'crd.yaml': definition('self.min >= oldSelf.min'), 'queue.yaml': custom('  min: 1\n  max: 3\n') },
  ],

  *check(object, { project }) {
    for (const { kind, at, message, by } of project.admission.verdictsOn(object)) {
      if (kind !== 'refused') continue
      yield {
        at,
        message: `The API server refuses ${object.title}: ${message}`,
        related: by ? [{ at: by.span, message: 'The expression that does not hold.' }] : [],
      }
    }
  },
})
