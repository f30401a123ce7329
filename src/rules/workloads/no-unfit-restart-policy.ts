import { defineRule } from '../../engine/rule.ts'
import { exampleDeployment } from './example-pod.ts'

const job = (spec: string) =>
  `apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: clean\nspec:\n  template:\n    spec:\n${spec}      containers: [{ name: app, image: acme/web:2 }]\n`
const ALWAYS = new Set([
  'Deployment',
  'ReplicaSet',
  'DaemonSet',
  'StatefulSet',
  'ReplicationController',
  'DeploymentConfig',
])

export default defineRule({
  id: 'no-unfit-restart-policy',
  on: 'workload',
  severity: 'error',
  category: 'correctness',
  summary: 'Pods of jobs restart on failure or never, those of other workloads always.',
  why: 'The API server refuses any other: a job that always restarts never ends, and it is the default.',
  like: ['kube-linter:restart-policy', 'kube-score:cronjob-restartpolicy'],
  bad: [
    { 'clean.yaml': job('').replace('    spec:', '    «spec»:') },
    { 'clean.yaml': job('      restartPolicy: «Always»\n') },
    { 'web.yaml': exampleDeployment({ spec: '  restartPolicy: «Never»\n' }) },
  ],
  good: [
    { 'clean.yaml': job('      restartPolicy: OnFailure\n') },
    { 'clean.yaml': job('      restartPolicy: Never\n') },
    { 'web.yaml': exampleDeployment() },
  ],

  *check({ title, kind, isJob, podSpec }) {
    if (!podSpec.isMapping) return
    const policy = podSpec.text('restartPolicy')
    const written = policy?.value ?? 'Always'
    const at = podSpec.at('restartPolicy').place
    if (isJob && written === 'Always') {
      yield {
        at,
        message: `The pods of ${title} would always restart, which a job must not; write restartPolicy: OnFailure, or Never.`,
        like: kind === 'CronJob' ? ['kube-score:cronjob-restartpolicy'] : [],
      }
    } else if (ALWAYS.has(kind) && written !== 'Always') {
      yield {
        at,
        message: `The pods of ${title} have restartPolicy ${written}, which only jobs and single pods may have; remove it.`,
        like: written === 'Never' ? ['kube-linter:restart-policy'] : [],
      }
    }
  },
})
