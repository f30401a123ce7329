import { isTriggeredBy } from '../../deployment/workflows/workflow.ts'
import { defineRule } from '../../engine/rule.ts'
import { workflow } from './examples.ts'

const deploy = (more: string, head = 'on: push') =>
  workflow(`${head}\njobs:\n  deploy:\n    runs-on: ubuntu-24.04\n${more}    steps:\n      - run: ./deploy\n`)

export default defineRule({
  id: 'require-deploy-concurrency',
  on: 'workflow',
  severity: 'info',
  category: 'reliability',
  summary: 'Two deploys to one environment do not run at the same time.',
  why: 'Two pushes shortly after each other deploy at once, and the older one may be the last to finish.',
  bad: [
    deploy('    environment: «production»\n'),
    deploy('    environment:\n      name: «prod»\n      url: https://example.com\n'),
  ],
  good: [
    deploy('    environment: production\n    concurrency: production\n'),
    deploy('    environment: production\n', 'on: push\nconcurrency:\n  group: deploy'),
    deploy('    environment: preview\n'),
    deploy(''),
    // Who calls it may say so.
    deploy('    environment: production\n', 'on: workflow_call'),
  ],

  *check(subject) {
    if (subject.hasConcurrency || isTriggeredBy(subject, 'workflow_call')) return
    for (const { environment, hasConcurrency, id } of subject.jobs) {
      if (!environment || hasConcurrency || !/^prod(?:uction)?$|^live$/i.test(environment.value)) continue
      yield {
        at: environment.span,
        message: `Two runs of ${id.value} may deploy to ${environment.value} at the same time; write "concurrency: ${environment.value}" beside it.`,
      }
    }
  },
})
