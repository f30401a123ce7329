import type { Fields } from '../../deployment/kubernetes/fields.ts'
import { defineRule } from '../../engine/rule.ts'

const policy = (spec: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: web\n«spec»:\n${spec}`

export default defineRule({
  id: 'require-policy-selector',
  on: 'object',
  severity: 'warning',
  category: 'correctness',
  summary: 'A network policy says which pods or namespaces it is about.',
  why: 'Without a selector it takes every pod of its namespace, which is seldom what its writer meant; `podSelector: {}` says it is.',
  like: ['trivy:KSV-0038'],
  bad: [
    { 'policy.yaml': policy('  policyTypes: [Ingress]\n') },
    { 'policy.yaml': policy('  ingress:\n    - from: [{ ipBlock: { cidr: 10.0.0.0/8 } }]\n') },
  ],
  good: [
    { 'policy.yaml': policy('  podSelector: {}\n').replace(/[«»]/g, '') },
    {
      'policy.yaml': policy('  egress:\n    - to: [{ namespaceSelector: {} }]\n').replace(/[«»]/g, ''),
    },
  ],

  *check(object) {
    if (object.kind.toLowerCase() !== 'networkpolicy') return
    const spec = object.at('spec')
    const peers = [...peersOf(spec, 'ingress', 'from'), ...peersOf(spec, 'egress', 'to')]
    if (!spec.isMapping || [spec, ...peers].some(hasSelector)) return
    yield {
      at: spec.place,
      message: `${object.title} names no pods; write podSelector with their labels, or {} for all.`,
    }
  },
})

function peersOf(spec: Fields, direction: string, list: string): readonly Fields[] {
  return spec.list(direction).flatMap((rule) => rule.list(list))
}

function hasSelector(field: Fields): boolean {
  return field.at('podSelector').isWritten || field.at('namespaceSelector').isWritten
}
