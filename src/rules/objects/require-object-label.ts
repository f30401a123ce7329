import { defineRule } from '../../engine/rule.ts'

const deployment = (labels: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n${labels}`

interface Options {
  readonly key: string
  readonly pattern: string
}

export default defineRule<'workload', Options>({
  id: 'require-object-label',
  on: 'workload',
  severity: 'info',
  category: 'style',
  summary: 'Every workload has the label that your rules ask for.',
  why: 'At night the label says whose phone to ring; without it somebody asks around first.',
  like: ['kube-linter:required-label-owner'],
  options: {
    type: 'object',
    properties: {
      key: { description: 'The key of the label.', type: 'string', default: 'owner' },
      pattern: {
        description: 'A regular expression for its value; empty for any.',
        type: 'string',
        format: 'regex',
        default: '',
      },
    },
    additionalProperties: false,
  },
  bad: [
    { 'web.yaml': deployment('').replace('name: web', 'name: «web»') },
    {
      'web.yaml': deployment('  labels: { team: «2» }\n'),
      'plimsoll.yaml': `rules:\n  require-object-label:\n    options: { key: team, pattern: "^[a-z]+$" }\n`,
    },
  ],
  good: [
    { 'web.yaml': deployment('  labels: { owner: shop@example.com }\n') },
    { 'map.yaml': deployment('').replace('apps/v1', 'v1').replace('Deployment', 'ConfigMap') },
  ],

  *check({ object, title }, { options: { key, pattern } }) {
    const label = object.labels.get(key)
    if (label && new RegExp(pattern).test(label.value)) return
    yield {
      at: label?.span ?? object.place,
      message: label
        ? `The label ${key} of ${title} is not what your rules ask for.`
        : `${title} has no label ${key}; add it.`,
    }
  },
})
