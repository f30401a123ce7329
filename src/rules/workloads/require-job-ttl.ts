import { defineRule } from '../../engine/rule.ts'

const job = (spec: string) =>
  `apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: migrate\nspec:\n${spec}  template:\n    spec:\n      restartPolicy: Never\n      containers: [{ name: app, image: acme/web:2 }]\n`

export default defineRule({
  id: 'require-job-ttl',
  on: 'workload',
  severity: 'info',
  category: 'reliability',
  summary: 'A Job is deleted some time after its end.',
  why: 'A Job that is over stays with its pods until somebody deletes it; thousands of them slow the API server down.',
  like: ['kube-linter:job-ttl-seconds-after-finished'],
  bad: [{ 'migrate.yaml': job('').replace('spec', '«spec»') }],
  good: [
    { 'migrate.yaml': job('  ttlSecondsAfterFinished: 86400\n') },
    { 'migrate.yaml': job('').replace('kind: Job', 'kind: CronJob') },
  ],

  *check({ object, kind, title }) {
    const ttl = object.at('spec', 'ttlSecondsAfterFinished')
    if (kind !== 'Job' || ttl.isSet) return
    yield {
      at: ttl.place,
      message: `${title} stays when it is over; write ttlSecondsAfterFinished: 86400, for a day to read its logs.`,
    }
  },
})
