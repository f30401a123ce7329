import { isTriggeredBy } from '../../deployment/workflows/workflow.ts'
import { defineRule } from '../../engine/rule.ts'
import { workflow } from './examples.ts'

const job = (head: string, runner: string) =>
  workflow(`${head}\njobs:\n  test:\n    runs-on: ${runner}\n    steps:\n      - run: make\n`)

export default defineRule({
  id: 'no-self-hosted-pull-request',
  on: 'workflow',
  severity: 'info',
  category: 'security',
  summary: 'What pull requests bring does not run on machines of the project.',
  why: 'Where the repository is public, anybody opens a pull request and runs programs inside the network of the machine.',
  like: ['zizmor:self-hosted-runner'],
  bad: [job('on: [pull_request, push]', '[«self-hosted», linux]')],
  good: [job('on: push', 'self-hosted'), job('on: pull_request', 'ubuntu-24.04')],

  *check(subject) {
    if (!isTriggeredBy(subject, 'pull_request', 'pull_request_target')) return
    for (const { runners, id } of subject.jobs) {
      const own = runners.find(({ value }) => value === 'self-hosted')
      if (!own) continue
      yield {
        at: own.span,
        message: `${id.value} runs what pull requests bring on a machine of your own; in a public repository let GitHub's machines do it, or demand approval for strangers.`,
      }
    }
  },
})
