import { defineRule } from '../../engine/rule.ts'
import { exampleScaler, exampleWorkload } from './example-workload.ts'

const SCALER = exampleScaler('  maxReplicas: 9\n')

export default defineRule({
  id: 'require-scaler-target',
  on: 'object',
  severity: 'error',
  category: 'correctness',
  summary: 'What an autoscaler scales is among the manifests.',
  why: 'An autoscaler that finds nothing of its kind, name and apiVersion does nothing, and nobody is told.',
  like: ['kube-linter:dangling-horizontalpodautoscaler', 'kube-score:horizontalpodautoscaler-has-target'],
  bad: [
    { 'web.yaml': exampleWorkload({ name: 'wbe' }) + SCALER.replace('name: web }', 'name: «web» }') },
    {
      'web.yaml':
        exampleWorkload({ metadata: '  namespace: shop\n' }) + SCALER.replace('name: web }', 'name: «web» }'),
    },
    { 'web.yaml': exampleWorkload() + SCALER.replace('apps/v1', '«extensions/v1beta1»') },
  ],
  good: [{ 'web.yaml': exampleWorkload() + SCALER }],

  *check(object) {
    const { cluster, namespace } = object
    const scaler = cluster.isWhole ? cluster.scaler(object) : undefined
    if (!scaler?.targetName || scaler.target) return
    const { targetKind, targetName, targetApiVersion, namedTarget } = scaler
    // The first of them does not look at namespaces.
    const isElsewhere = cluster
      .ofKind(targetKind)
      .some(
        ({ name, apiVersion }) =>
          name?.value === targetName.value && apiVersion?.value === targetApiVersion?.value,
      )
    const like = isElsewhere ? [] : ['kube-linter:dangling-horizontalpodautoscaler']
    const what = `${targetKind || 'object'} ${targetName.value}`
    const place = namespace === '' ? '' : ` in namespace ${namespace}`
    yield {
      at: namedTarget && targetApiVersion ? targetApiVersion.span : targetName.span,
      message: namedTarget
        ? `${object.title} scales a ${what} of ${targetApiVersion?.value}, but that is written as ${namedTarget.apiVersion?.value ?? 'none'}; write the same apiVersion.`
        : `${object.title} scales ${what}, which is not there${place}; write the name of a workload beside it.`,
      like: object.kind === 'ScaledObject' ? [] : [...like, 'kube-score:horizontalpodautoscaler-has-target'],
    }
  },
})
