import { defineRule } from '../../engine/rule.ts'
import { binding, definition, policy } from './sample-policies.ts'

export default defineRule({
  id: 'no-broken-admission-policy',
  on: 'object',
  severity: 'error',
  category: 'correctness',
  summary: 'The expressions of admission policies and of schemas of custom resources are sound.',
  why: 'A faulty expression is refused with the whole policy, or fails for every object: either nothing is held back, or everything.',
  bad: [
    { 'policy.yaml': policy('object.spec.replicas <«=»') + binding('Deny') },
    { 'policy.yaml': policy('«quantity(3)» == null') + binding('Deny') },
    { 'policy.yaml': policy('«objekt».spec.replicas <= 5') + binding('Deny') },
    { 'policy.yaml': policy('«object.metadata.name.size()»') + binding('Deny') },
    { 'policy.yaml': policy('variables.«limit» > 1') + binding('Deny') },
    { 'crd.yaml': definition('«this».min <= 3') },
  ],
  good: [
    { 'policy.yaml': policy("object.metadata.name.matches('^[a-z]+$')") + binding('Deny') },
    { 'policy.yaml': policy("quantity('1Gi').isGreaterThan(quantity('1M'))") + binding('Deny') },
    // Whether a newer Kubernetes has this function is not known.
    { 'policy.yaml': policy('object.metadata.name.isPrime()') + binding('Deny') },
    { 'crd.yaml': definition('self.min <= 3') },
  ],

  *check(object, { project }) {
    for (const { at, message, isUnsupported } of project.admission.faultsOf(object)) {
      if (!isUnsupported)
        yield { at, message: `The API server does not take this expression of ${object.title}. ${message}` }
    }
  },
})
