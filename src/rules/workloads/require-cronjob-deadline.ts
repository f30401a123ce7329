import { defineRule } from '../../engine/rule.ts'

const cronJob = (spec: string) =>
  `apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: clean\nspec:\n  schedule: "0 3 * * *"\n${spec}  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers: [{ name: app, image: acme/web:2 }]\n`

export default defineRule({
  id: 'require-cronjob-deadline',
  on: 'workload',
  severity: 'info',
  category: 'reliability',
  summary: 'A CronJob says how late it may start.',
  why: 'Without startingDeadlineSeconds a CronJob that has missed a hundred starts, for instance while it was suspended, is never started again.',
  like: ['kube-score:cronjob-has-deadline', 'kics:cronjob_deadline_not_configured'],
  bad: [{ 'clean.yaml': cronJob('').replace('spec', '«spec»') }],
  good: [{ 'clean.yaml': cronJob('  startingDeadlineSeconds: 300\n') }],

  *check({ object, kind, title }) {
    const deadline = object.at('spec', 'startingDeadlineSeconds')
    if (kind !== 'CronJob' || deadline.isSet) return
    yield {
      at: deadline.place,
      message: `${title} does not say how late it may start; write startingDeadlineSeconds, more than 10.`,
    }
  },
})
