import { defineRule } from '../../engine/rule.ts'

const set = (annotations: string) =>
  `apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: db\nspec:\n  volumeClaimTemplates:\n    - metadata:\n        name: data\n${annotations}`
const policy = 'rules:\n  require-claim-annotation:\n    options: { key: backup }\n'

interface Options {
  readonly key: string
}

export default defineRule<'workload', Options>({
  id: 'require-claim-annotation',
  on: 'workload',
  severity: 'info',
  category: 'style',
  summary: 'The claims of every StatefulSet have the annotation that your rules ask for.',
  why: 'Tools for backups and encryption find volumes by it, and pass over those without.',
  like: ['kube-linter:statefulset-volumeclaimtemplate-annotation'],
  options: {
    type: 'object',
    properties: {
      key: {
        description: 'The key of the annotation; empty for none.',
        type: 'string',
        default: '',
      },
    },
    additionalProperties: false,
  },
  bad: [
    { 'db.yaml': set('').replace('- metadata', '- «metadata»'), 'plimsoll.yaml': policy },
    { 'db.yaml': set('        «annotations»: { tier: gold }\n'), 'plimsoll.yaml': policy },
  ],
  good: [
    { 'db.yaml': set('        annotations: { backup: daily }\n'), 'plimsoll.yaml': policy },
    { 'db.yaml': set('') },
  ],

  *check({ object, kind, title }, { options: { key } }) {
    if (kind !== 'StatefulSet' || key === '') return
    for (const claim of object.list('spec', 'volumeClaimTemplates')) {
      if (claim.at('metadata', 'annotations', key).isSet) continue
      yield {
        at: claim.at('metadata', 'annotations').place,
        message: `The claim ${claim.text('metadata', 'name')?.value ?? ''} of ${title} has no annotation ${key}; add it.`,
      }
    }
  },
})
