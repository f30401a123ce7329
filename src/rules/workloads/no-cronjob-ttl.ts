import { removalOf } from '../../deployment/kubernetes/edits.ts'
import { defineRule } from '../../engine/rule.ts'

const cronJob = (spec: string) =>
  `apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: clean\nspec:\n  schedule: "0 3 * * *"\n  jobTemplate:\n    spec:\n${spec}      template:\n        spec:\n          restartPolicy: Never\n          containers: [{ name: app, image: acme/web:2 }]\n`

export default defineRule({
  id: 'no-cronjob-ttl',
  on: 'workload',
  severity: 'warning',
  category: 'correctness',
  summary: 'The Jobs of a CronJob are kept by its history limits, not by a time to live.',
  why: 'Whichever is stricter wins: with ttlSecondsAfterFinished the failed runs that failedJobsHistoryLimit should keep are gone before anybody looks.',
  like: ['kube-linter:job-ttl-seconds-after-finished'],
  bad: [{ 'clean.yaml': cronJob('      ttlSecondsAfterFinished: «60»\n') }],
  good: [{ 'clean.yaml': cronJob('') }],

  *check({ object, kind, title }) {
    const ttl = object.at('spec', 'jobTemplate', 'spec', 'ttlSecondsAfterFinished')
    if (kind !== 'CronJob' || !ttl.isSet) return
    const edit = removalOf(ttl)
    yield {
      at: ttl.place,
      message: `The Jobs of ${title} are deleted ${ttl.text()?.value ?? 'some'} seconds after their end, whatever its history limits say; remove ttlSecondsAfterFinished.`,
      ...(edit && { fix: { title: 'Remove ttlSecondsAfterFinished', safe: false, edits: [edit] } }),
    }
  },
})
