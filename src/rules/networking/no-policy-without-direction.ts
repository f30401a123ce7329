import { defineRule } from '../../engine/rule.ts'

const policy = (types: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: web\nspec:\n  podSelector: {}\n${types}`
const pod = '---\napiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [] }\n'

export default defineRule({
  id: 'no-policy-without-direction',
  on: 'object',
  severity: 'warning',
  category: 'correctness',
  summary: 'A network policy says in policyTypes what it is about, or does not have the field.',
  why: 'An empty list reads as if the policy did nothing; the API server takes it for ingress, and for egress where it has rules.',
  like: ['kics:pod_misconfigured_network_policy'],
  bad: [
    { 'policy.yaml': policy('  «policyTypes»: []\n') + pod },
    { 'policy.yaml': policy('  policyTypes: [«Inbound»]\n') + pod },
  ],
  good: [{ 'policy.yaml': policy('  policyTypes: [Ingress]\n') + pod }, { 'policy.yaml': policy('') + pod }],

  *check(object) {
    const types = object.at('spec', 'policyTypes')
    const isKnown = types.texts().some(({ value }) => /^(?:ingress|egress)$/i.test(value))
    if (!object.is('NetworkPolicy', 'networking.k8s.io') || !types.isSet || isKnown) return
    const wanted = object.map('spec', 'podSelector', 'matchLabels')
    const pods = object.cluster
      .ofKind('Pod')
      .filter(
        (pod) =>
          (pod.namespace || 'default') === (object.namespace || 'default') ||
          [...wanted].some(([key, { value }]) => pod.labels.get(key)?.value === value),
      )
    yield {
      at: types.texts()[0]?.span ?? types.place,
      message: `${object.title} says in policyTypes neither Ingress nor Egress; write which of them it is about.`,
      like: pods.length > 0 ? ['kics:pod_misconfigured_network_policy'] : [],
    }
  },
})
