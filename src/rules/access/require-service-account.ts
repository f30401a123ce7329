import { defineRule } from '../../engine/rule.ts'
import { examplePod } from '../workloads/example-pod.ts'

const account = '---\napiVersion: v1\nkind: ServiceAccount\nmetadata: { name: web }\n'

export default defineRule({
  id: 'require-service-account',
  on: 'workload',
  severity: 'error',
  category: 'correctness',
  summary: 'The service account that a workload names is there.',
  why: 'Without the account no pod of the workload is made: its controller waits, and nothing but an event says why.',
  like: ['kube-linter:non-existent-service-account'],
  bad: [
    { 'pod.yaml': examplePod({ spec: '  serviceAccountName: «web»\n' }) },
    {
      'pod.yaml': examplePod({ spec: '  serviceAccountName: «web»\n' }),
      'account.yaml': account.replace('web', 'web, namespace: shop'),
    },
  ],
  good: [
    { 'pod.yaml': examplePod({ spec: '  serviceAccountName: web\n' }) + account },
    { 'pod.yaml': examplePod({ spec: '  serviceAccountName: default\n' }) },
    { 'pod.yaml': examplePod() },
  ],

  *check({ title, namespace, serviceAccountName: name, cluster }) {
    if (!cluster.isWhole || !name || name.value === '' || name.value === 'default') return
    if (cluster.find('ServiceAccount', namespace, name.value)) return
    const place = namespace === '' ? '' : ` of namespace ${namespace}`
    yield {
      at: name.span,
      message: `${title} runs as ${name.value}, but no file has a ServiceAccount${place} of that name; add it.`,
    }
  },
})
