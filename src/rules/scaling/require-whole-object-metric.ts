import { defineRule } from '../../engine/rule.ts'
import { exampleScaler } from './example-workload.ts'

const scaler = (describedObject: string) =>
  exampleScaler(
    `  maxReplicas: 9\n  metrics:\n    - type: Object\n      object:\n        metric: { name: requests }\n        target: { type: Value, value: 10k }\n        describedObject: ${describedObject}\n`,
  ).slice(4)

export default defineRule({
  id: 'require-whole-object-metric',
  on: 'object',
  severity: 'warning',
  category: 'correctness',
  summary: 'A metric of an object says of which object it is, and what to aim at.',
  why: 'An autoscaler that cannot find the object gets no metric, and stops scaling.',
  like: ['kics:hpa_targets_invalid_object'],
  bad: [
    {
      'web.yaml': scaler('{ apiVersion: networking.k8s.io/v1, kind: Ingress }').replace(
        'metrics',
        '«metrics»',
      ),
    },
  ],
  good: [{ 'web.yaml': scaler('{ apiVersion: networking.k8s.io/v1, kind: Ingress, name: web }') }],

  *check(object) {
    if (object.kind !== 'HorizontalPodAutoscaler') return
    for (const metric of object.list('spec', 'metrics')) {
      if (metric.text('type')?.value !== 'Object') continue
      const lacking = PARTS.filter((path) => !metric.at('object', ...path).isSet)
      // Before autoscaling/v2beta2 it was written in another way.
      if (lacking.length === 0 || object.version === 'v2beta1') continue
      yield {
        at: object.at('spec', 'metrics').place,
        message: `A metric of ${object.title} lacks ${lacking.map((path) => ['object', ...path].join('.')).join(', ')}; add it.`,
      }
    }
  },
})

const PARTS = [
  ['metric'],
  ['target'],
  ['describedObject', 'apiVersion'],
  ['describedObject', 'kind'],
  ['describedObject', 'name'],
]
