import { defineRule } from '../../engine/rule.ts'
import { exampleWorkload } from './example-workload.ts'

const claims = (...modes: readonly string[]) =>
  exampleWorkload({
    kind: 'StatefulSet',
    spec: `  volumeClaimTemplates:\n${modes.map((mode, index) => `    - { metadata: { name: data${index} }, spec: { accessModes: [${mode}] } }\n`).join('')}`,
  })

export default defineRule({
  id: 'require-single-write-once-claim',
  on: 'workload',
  severity: 'info',
  category: 'reliability',
  summary: 'A StatefulSet claims one volume that a single node may write.',
  why: 'Without ReadWriteOnce several pods may write the same files; with several such volumes a pod only starts where all of them can be attached.',
  like: ['kics:incorrect_volume_claim_access_mode_read_write_once'],
  bad: [
    {
      'web.yaml': claims('ReadWriteOnce', 'ReadWriteOnce').replace(
        'volumeClaimTemplates',
        '«volumeClaimTemplates»',
      ),
    },
    { 'web.yaml': claims('ReadWriteMany').replace('volumeClaimTemplates', '«volumeClaimTemplates»') },
  ],
  good: [
    { 'web.yaml': claims('ReadWriteOnce') },
    { 'web.yaml': claims('ReadWriteOnce', 'ReadWriteMany') },
    { 'web.yaml': exampleWorkload({ kind: 'StatefulSet' }) },
  ],

  *check({ kind, object, title }) {
    const claims = object.at('spec', 'volumeClaimTemplates')
    if (kind !== 'StatefulSet' || !claims.isList) return
    const once = claims
      .list()
      .filter((claim) =>
        claim.texts('spec', 'accessModes').some(({ value }) => value === 'ReadWriteOnce'),
      ).length
    if (once === 1) return
    yield {
      at: claims.place,
      message: `${title} claims ${once === 0 ? 'no volume' : `${once} volumes`} with ReadWriteOnce; let exactly one of them have it.`,
    }
  },
})
