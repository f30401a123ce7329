import { readSelector } from '../../deployment/kubernetes/selectors.ts'
import { defineRule } from '../../engine/rule.ts'
import { exampleDeployment } from '../workloads/example-pod.ts'

const policy = (peer: string) =>
  `---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: web }\nspec:\n  podSelector: {}\n  ingress:\n    - from:\n        - ${peer}\n`
const web = exampleDeployment().replace(
  '  template:\n',
  '  template:\n    metadata: { labels: { app: web } }\n',
)

export default defineRule({
  id: 'require-policy-peer',
  on: 'object',
  severity: 'warning',
  category: 'correctness',
  summary: 'The pods that a network policy lets in or out to are there.',
  why: 'A rule for pods that nobody runs opens nothing; the traffic it was written for is dropped without a word.',
  like: ['kube-linter:dangling-networkpolicypeer-podselector'],
  bad: [
    { 'web.yaml': web + policy('«podSelector»: { matchLabels: { app: proxy } }') },
    {
      'web.yaml':
        web +
        policy('podSelector: {}')
          .replace('ingress:', 'egress:')
          .replace('from:', 'to:')
          .replace('- podSelector: {}\n', '- «podSelector»: { matchLabels: { app: db } }\n'),
    },
  ],
  good: [
    { 'web.yaml': web + policy('podSelector: { matchLabels: { app: web } }') },
    {
      'web.yaml':
        web +
        policy(
          'podSelector: { matchLabels: { app: proxy } }\n          namespaceSelector: { matchLabels: { name: edge } }',
        ),
    },
    { 'web.yaml': web + policy('ipBlock: { cidr: 10.0.0.0/8 }') },
  ],

  *check(object) {
    const { cluster } = object
    if (!object.is('NetworkPolicy', 'networking.k8s.io') || !cluster.isWhole) return
    const peers = [
      ...object.list('spec', 'ingress').flatMap((rule) => rule.list('from')),
      ...object.list('spec', 'egress').flatMap((rule) => rule.list('to')),
    ]
    for (const peer of peers) {
      const field = peer.at('podSelector')
      if (!field.isSet || peer.at('namespaceSelector').isSet) continue
      if (cluster.workloadsMatching(readSelector(field), object.namespace).length > 0) continue
      yield {
        at: field.place,
        message: `${object.title} has a rule for pods that no workload of its namespace has; write the labels of a pod template, or name the namespace too.`,
      }
    }
  },
})
