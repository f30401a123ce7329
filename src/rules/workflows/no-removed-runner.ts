import { endOfRunner } from '../../deployment/workflows/removed-services.ts'
import { defineRule } from '../../engine/rule.ts'
import { workflow } from './examples.ts'

const DAY = 24 * 60 * 60 * 1000
const job = (runner: string, more = '') =>
  workflow(`on: push\njobs:\n  deploy:\n    runs-on: ${runner}\n${more}    steps:\n      - run: make\n`)

export default defineRule<'workflow', { readonly ahead: number }>({
  id: 'no-removed-runner',
  on: 'workflow',
  severity: 'error',
  category: 'reliability',
  summary: 'A job runs on an image that GitHub still offers.',
  why: 'A job that asks for an image that is gone waits for a runner that never comes, and is cancelled a day later.',
  options: {
    type: 'object',
    properties: {
      ahead: {
        description: 'Days before the end from which on it is reported.',
        type: 'integer',
        minimum: 0,
        default: 0,
      },
    },
    additionalProperties: false,
  },
  bad: [
    job('«ubuntu-20.04»'),
    job('«macos-14-xlarge»'),
    job(
      '${{ matrix.os }}',
      '    strategy:\n      matrix:\n        os: [ubuntu-24.04, «windows-2019»]\n        include:\n          - os: «macos-13»\n',
    ),
  ],
  good: [
    job('ubuntu-latest'),
    job('[self-hosted, ubuntu-20.04]'),
    job('{ group: large, labels: [ubuntu-22.04] }'),
    job("${{ inputs.runner || 'ubuntu-20.04' }}"),
    {
      '.forgejo/workflows/ci.yml':
        'on: push\njobs:\n  test:\n    runs-on: ubuntu-20.04\n    steps:\n      - run: make\n',
    },
  ],

  *check({ jobs, forge }, { now, options }) {
    if (forge !== 'github') return
    for (const { id, runners, definition } of jobs) {
      // Whoever has machines of one's own may call them anything.
      if (
        runners.some(({ value }) => value === 'self-hosted') ||
        definition.get('runs-on')?.kind === 'mapping'
      )
        continue
      for (const runner of runners) {
        const end = endOfRunner(runner)
        if (!end || end.day.getTime() > now.getTime() + options.ahead * DAY) continue
        const day = end.day.toISOString().slice(0, 10)
        const verb = end.day > now ? 'takes' : 'took'
        yield {
          at: runner.span,
          message: `GitHub ${verb} ${runner.value} away on ${day}, and ${id.value} ${end.day > now ? 'then waits' : 'waits'} for a machine that does not come. Write ${end.moveTo}.`,
        }
      }
    }
  },
})
