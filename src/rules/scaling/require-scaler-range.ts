import { defineRule } from '../../engine/rule.ts'
import { exampleScaler } from './example-workload.ts'

const scaler = (spec: string) => exampleScaler(spec).slice(4)

export default defineRule({
  id: 'require-scaler-range',
  on: 'object',
  severity: 'warning',
  category: 'correctness',
  summary: 'The maximum of a HorizontalPodAutoscaler is above its minimum.',
  why: 'With both the same it never does anything, and under load nothing is added; a maximum below the minimum is refused.',
  like: ['polaris:hpaMaxAvailability'],
  bad: [
    { 'web.yaml': scaler('  minReplicas: 5\n  maxReplicas: «5»\n') },
    { 'web.yaml': scaler('  maxReplicas: «1»\n') },
    { 'web.yaml': scaler('  minReplicas: 5\n').replace('spec', '«spec»') },
  ],
  good: [
    { 'web.yaml': scaler('  minReplicas: 5\n  maxReplicas: 10\n') },
    { 'web.yaml': scaler('  maxReplicas: 2\n') },
  ],

  *check(object) {
    if (object.kind !== 'HorizontalPodAutoscaler') return
    const field = object.at('spec', 'maxReplicas')
    const [least, most] = [object.number('spec', 'minReplicas'), field.number()]
    if (field.isSet ? !most || most.value > (least?.value ?? 1) : !object.at('spec').isMapping) return
    yield {
      at: field.place,
      message: most
        ? `${object.title} keeps ${least?.value ?? 1} pods and may have ${most.value}, so it never adds one; write a higher maxReplicas.`
        : `${object.title} has no maxReplicas; write how many pods there may be.`,
      like: most && !least ? [] : ['polaris:hpaMaxAvailability'],
    }
  },
})
