import { removalOf } from '../../deployment/kubernetes/edits.ts'
import { defineRule } from '../../engine/rule.ts'
import { exampleScaler, exampleWorkload } from './example-workload.ts'

export default defineRule({
  id: 'no-replicas-under-scaler',
  on: 'workload',
  severity: 'warning',
  category: 'reliability',
  summary: 'A workload that an autoscaler drives does not fix its replicas.',
  why: 'Each time the manifest is applied it sets the number back: in the middle of the rush most pods are stopped, and the autoscaler begins anew.',
  like: [
    'kube-score:deployment-targeted-by-hpa-does-not-have-replicas-configured',
    'kics:hpa_targeted_deployments_with_configured_replica_count',
  ],
  bad: [{ 'web.yaml': exampleWorkload({ spec: '  replicas: «3»\n' }) + exampleScaler('  maxReplicas: 9\n') }],
  good: [
    { 'web.yaml': exampleWorkload() + exampleScaler('  maxReplicas: 9\n') },
    { 'web.yaml': exampleWorkload({ spec: '  replicas: 3\n' }) + exampleScaler('  maxReplicas: 9\n', 'api') },
  ],

  *check(workload) {
    const { object, kind, title, cluster } = workload
    const replicas = object.at('spec', 'replicas')
    const [scaler] = replicas.isSet ? cluster.scalersOf(workload) : []
    if (!scaler) return
    const like = []
    if (kind === 'Deployment') {
      if (scaler.targetApiVersion && scaler.target === object && scaler.object.kind !== 'ScaledObject') {
        like.push('kube-score:deployment-targeted-by-hpa-does-not-have-replicas-configured')
      }
      if (scaler.reference.text('kind')) {
        like.push('kics:hpa_targeted_deployments_with_configured_replica_count')
      }
    }
    const edit = removalOf(replicas)
    yield {
      at: replicas.place,
      message: `${title} fixes its replicas, which ${scaler.object.title} sets; remove replicas.`,
      like,
      ...(edit && { fix: { title: 'Remove replicas', safe: false, edits: [edit] } }),
      related: [{ at: scaler.reference.place, message: 'driven by this autoscaler' }],
    }
  },
})
