import { isAdmissionPolicy, policiesOf } from '../../deployment/kubernetes/admission/policies.ts'
import { defineRule } from '../../engine/rule.ts'
import { binding, policy } from './sample-policies.ts'

export default defineRule({
  id: 'require-policy-binding',
  on: 'object',
  severity: 'info',
  category: 'correctness',
  summary: 'A ValidatingAdmissionPolicy has a binding.',
  why: 'Without a ValidatingAdmissionPolicyBinding the API server asks a policy about nothing.',
  bad: [
    { 'policy.yaml': policy('true').replace('name: limit', 'name: «limit»') },
    {
      'policy.yaml':
        policy('true').replace('name: limit', 'name: «limit»') +
        binding('Deny').replace('policyName: limit', 'policyName: limits'),
    },
  ],
  good: [
    { 'policy.yaml': policy('true') + binding('Deny') },
    { 'policy.yaml': policy('true'), 'binding.yaml': binding('Audit') },
  ],

  *check(object) {
    if (!object.cluster.isWhole || !isAdmissionPolicy(object)) return
    const policy = policiesOf(object.cluster).find((each) => each.object === object)
    if (!policy || policy.bindings.length > 0) return
    yield {
      at: object.place,
      message: `No ValidatingAdmissionPolicyBinding names the policy ${policy.name}, so it judges nothing: add one with \`policyName: ${policy.name}\`.`,
    }
  },
})
