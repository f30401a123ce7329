import { removalOf } from '../../deployment/kubernetes/edits.ts'
import { defineRule } from '../../engine/rule.ts'

const deployment = (annotations: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n${annotations}`
const policy = (options: string) => `rules:\n  no-forbidden-annotation:\n    options: ${options}\n`

interface Options {
  readonly key: string
  readonly pattern: string
}

export default defineRule<'object', Options>({
  id: 'no-forbidden-annotation',
  on: 'object',
  severity: 'warning',
  category: 'correctness',
  summary: 'No object has an annotation that your rules forbid.',
  why: 'Annotations steer controllers, and some do things that only one team should decide.',
  options: {
    type: 'object',
    properties: {
      key: {
        description: 'The key of the annotation; empty for none.',
        type: 'string',
        default: '',
      },
      pattern: {
        description: 'A regular expression for values that are forbidden; empty for all.',
        type: 'string',
        format: 'regex',
        default: '',
      },
    },
    additionalProperties: false,
  },
  bad: [
    {
      'web.yaml': deployment('  annotations: { «acme.com/restart»: "true", a: b }\n'),
      'plimsoll.yaml': policy('{ key: acme.com/restart, pattern: "^true$" }'),
    },
    {
      'web.yaml': deployment('  annotations:\n    «acme.com/restart»: T\n'),
      'plimsoll.yaml': policy('{ key: acme.com/restart }'),
    },
  ],
  good: [
    {
      'web.yaml': deployment('  annotations: { acme.com/restart: "false" }\n'),
      'plimsoll.yaml': policy('{ key: acme.com/restart, pattern: "^true$" }'),
    },
    { 'web.yaml': deployment('  annotations: { acme.com/restart: "true" }\n') },
  ],

  *check(object, { options: { key, pattern } }) {
    const field = object.at('metadata', 'annotations', key)
    const value = field.text()
    if (!field.key || !value || !new RegExp(pattern).test(value.value)) return
    const edit = removalOf(field)
    yield {
      at: field.key.span,
      message: `${object.title} has the annotation ${key}, which your rules forbid; remove it.`,
      ...(edit && { fix: { title: 'Remove it', safe: false, edits: [edit] } }),
    }
  },
})
