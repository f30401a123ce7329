import { defineRule } from '../../engine/rule.ts'
import { exampleWorkload } from './example-workload.ts'

const claim = (spec: string) =>
  exampleWorkload({
    kind: 'StatefulSet',
    spec: `  volumeClaimTemplates:\n    - metadata: { name: data }\n      spec:\n        accessModes: [ReadWriteOnce]\n${spec}`,
  })

export default defineRule({
  id: 'no-claimed-storage-request',
  on: 'workload',
  severity: 'info',
  category: 'reliability',
  summary: 'A StatefulSet does not claim storage of its own.',
  why: 'Each replica gets a volume that stays when the pods are gone, and costs; state is easier to keep outside of the cluster.',
  like: ['kics:statefulset_requests_storage'],
  bad: [{ 'web.yaml': claim('        resources: { requests: { storage: «1Gi» } }\n') }],
  good: [{ 'web.yaml': claim('') }, { 'web.yaml': exampleWorkload() }],

  *check({ object, title }) {
    for (const claim of object.list('spec', 'volumeClaimTemplates')) {
      const storage = claim.at('spec', 'resources', 'requests', 'storage')
      if (!storage.isSet) continue
      yield {
        at: storage.place,
        message: `${title} claims ${storage.text()?.value ?? 'storage'} for each replica; keep its state in a service outside, if you can.`,
      }
    }
  },
})
