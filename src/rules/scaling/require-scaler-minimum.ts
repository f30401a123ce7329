import { defineRule } from '../../engine/rule.ts'
import { exampleScaler } from './example-workload.ts'

const scaler = (spec: string) => exampleScaler(spec).slice(4)

export default defineRule<'object', { readonly minimum: number }>({
  id: 'require-scaler-minimum',
  on: 'object',
  severity: 'info',
  category: 'reliability',
  summary: 'A HorizontalPodAutoscaler keeps as many pods as the policy demands.',
  why: 'When there is little to do the autoscaler goes down to its minimum; with one pod a drained node is an outage.',
  like: [
    'kube-linter:hpa-minimum-three-replicas',
    'kube-score:horizontalpodautoscaler-replicas',
    'polaris:hpaMinAvailability',
  ],
  options: {
    type: 'object',
    properties: {
      minimum: { description: 'How many pods it has to keep.', type: 'integer', minimum: 1, default: 3 },
    },
    additionalProperties: false,
  },
  bad: [
    { 'web.yaml': scaler('  minReplicas: «2»\n  maxReplicas: 9\n') },
    { 'web.yaml': scaler('  maxReplicas: 9\n').replace('spec', '«spec»') },
  ],
  good: [{ 'web.yaml': scaler('  minReplicas: 3\n  maxReplicas: 9\n') }],

  *check(object, { options: { minimum } }) {
    if (object.kind !== 'HorizontalPodAutoscaler') return
    const field = object.at('spec', 'minReplicas')
    const written = field.number()
    const count = written?.value ?? 1
    if (count >= minimum || (field.isSet && !written)) return
    const like = count < 3 ? ['kube-linter:hpa-minimum-three-replicas'] : []
    if (count < 2) {
      like.push('kube-score:horizontalpodautoscaler-replicas')
      if (written) like.push('polaris:hpaMinAvailability')
    }
    yield {
      at: field.place,
      message: `${object.title} may go down to ${count} ${count === 1 ? 'pod' : 'pods'}; write minReplicas: ${minimum}.`,
      like,
    }
  },
})
