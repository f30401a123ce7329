import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

export default defineRule({
  id: 'no-never-restart',
  on: 'workload',
  severity: 'info',
  category: 'reliability',
  summary: 'Pods that nobody replaces, and those of jobs, start again when they fail.',
  why: 'With Never one crash of a single pod is its end; a job has to make another pod for each try.',
  like: ['kube-linter:restart-policy'],
  bad: [{ 'pod.yaml': examplePod({ spec: '  restartPolicy: «Never»\n' }) }],
  good: [{ 'pod.yaml': examplePod({ spec: '  restartPolicy: OnFailure\n' }) }, { 'pod.yaml': examplePod() }],

  *check({ title, kind, isJob, podSpec }) {
    const policy = podSpec.text('restartPolicy')
    if (policy?.value !== 'Never' || !(isJob || kind === 'Pod')) return
    yield {
      at: policy.span,
      message: `The pods of ${title} do not start again when they fail; write restartPolicy: OnFailure.`,
    }
  },
})
