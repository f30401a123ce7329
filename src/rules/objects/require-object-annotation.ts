import { defineRule } from '../../engine/rule.ts'

const ADDRESS = '[a-zA-Z0-9_.+-]+@[a-zA-Z0-9-]+\\.[a-zA-Z0-9.-]+'
const deployment = (annotations: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n${annotations}`

interface Options {
  readonly key: string
  readonly pattern: string
}

export default defineRule<'workload', Options>({
  id: 'require-object-annotation',
  on: 'workload',
  severity: 'info',
  category: 'style',
  summary: 'Every workload has the annotation that your rules ask for.',
  why: 'At night it says whom to write to; without it somebody asks around first.',
  like: ['kube-linter:required-annotation-email'],
  options: {
    type: 'object',
    properties: {
      key: { description: 'The key of the annotation.', type: 'string', default: 'email' },
      pattern: {
        description: 'A regular expression for its value; empty for any.',
        type: 'string',
        format: 'regex',
        default: ADDRESS,
      },
    },
    additionalProperties: false,
  },
  bad: [
    { 'web.yaml': deployment('').replace('name: web', 'name: «web»') },
    { 'web.yaml': deployment('  annotations: { email: «shop» }\n') },
  ],
  good: [
    { 'web.yaml': deployment('  annotations: { email: shop@example.com }\n') },
    {
      'web.yaml': deployment('  annotations: { team: shop }\n'),
      'plimsoll.yaml': 'rules:\n  require-object-annotation:\n    options: { key: team, pattern: "" }\n',
    },
  ],

  *check({ object, title }, { options: { key, pattern } }) {
    const annotation = object.annotations.get(key)
    if (annotation && new RegExp(pattern).test(annotation.value)) return
    yield {
      at: annotation?.span ?? object.place,
      message: annotation
        ? `The annotation ${key} of ${title} is not what your rules ask for.`
        : `${title} has no annotation ${key}; add it.`,
    }
  },
})
