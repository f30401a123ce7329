import { untrustedCheckout } from '../../deployment/workflows/untrusted-checkout.ts'
import { defineRule } from '../../engine/rule.ts'
import { ci, workflow } from './examples.ts'

const HEAD = '${{ github.event.pull_request.head.sha }}'

export default defineRule({
  id: 'no-untrusted-checkout',
  on: 'step',
  severity: 'error',
  category: 'security',
  summary: "A run that has the repository's secrets does not fetch the code of a stranger.",
  why: 'Its build scripts, tests and settings run with those secrets and with a token that can push.',
  like: ['poutine:untrusted_checkout_exec'],
  bad: [
    ci(`- uses: actions/checkout@v5\n  with:\n    ref: «${HEAD}»\n- run: npm ci`, 'on: pull_request_target'),
    ci(
      '- uses: actions/checkout@v5\n  with:\n    ref: «refs/pull/${{ github.event.issue.number }}/merge»',
      'on: { issue_comment: { types: [created] } }',
    ),
    ci(
      '- run: |\n    git fetch origin «${{ github.event.workflow_run.head_branch }}»\n    make',
      'on: { workflow_run: { workflows: [ci] } }',
    ),
  ],
  good: [
    ci(`- uses: actions/checkout@v5\n  with:\n    ref: ${HEAD}`, 'on: pull_request'),
    ci(
      '- uses: actions/checkout@v5\n- run: echo ${{ github.event.pull_request.number }}',
      'on: pull_request_target',
    ),
    // Only branches of the repository itself.
    ci(
      `- uses: actions/checkout@v5\n  if: github.event.pull_request.head.repo.full_name == github.repository\n  with:\n    ref: ${HEAD}`,
      'on: pull_request_target',
    ),
    // Somebody may have to approve.
    workflow(
      `on: pull_request_target\njobs:\n  preview:\n    runs-on: ubuntu-24.04\n    environment: preview\n    steps:\n      - uses: actions/checkout@v5\n        with:\n          ref: ${HEAD}\n`,
    ),
  ],

  *check(step) {
    const found = untrustedCheckout(step)
    if (!found) return
    yield {
      at: found.at,
      message: `This fetches the code of whoever opened the pull request, and ${found.event} gives the run the secrets of the repository. Build it in a workflow on pull_request, and hand over only its result.`,
    }
  },
})
