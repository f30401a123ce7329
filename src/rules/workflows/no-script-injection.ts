import { injectionsIn } from '../../deployment/workflows/untrusted-input.ts'
import { defineRule } from '../../engine/rule.ts'
import { ci } from './examples.ts'

const PEERS = {
  run: [
    'zizmor:template-injection',
    'checkov:CKV_GHA_2',
    'kics:run_block_injection',
    'actionlint:expression',
  ],
  script: ['zizmor:template-injection', 'kics:script_block_injection', 'actionlint:expression'],
}

export default defineRule({
  id: 'no-script-injection',
  on: 'step',
  severity: 'error',
  category: 'security',
  summary: 'No script of a workflow is put together from what strangers write.',
  why: 'The title of an issue or the name of a branch becomes a part of the script before the shell reads it: whoever chooses it runs commands with the token and secrets of the workflow.',
  like: [...new Set([...PEERS.run, ...PEERS.script])],
  bad: [
    ci('- run: echo "${{ «github.event.issue.title» }}"', 'on: issues'),
    ci(
      '- run: |\n    make\n    git switch ${{ «github.head_ref» || github.ref_name }}\n  shell: pwsh',
      'on: [pull_request]',
    ),
    ci(
      "- uses: actions/github-script@v8\n  with:\n    script: |\n      console.log('${{ «github.event.comment.body» }}')",
      'on: issue_comment',
    ),
    // By way of a variable that is written into the script all the same.
    ci(
      '- env:\n    TITLE: ${{ github.event.pull_request.title }}\n  run: echo ${{ «env.TITLE» }}',
      'on: pull_request_target',
    ),
    ci("- run: echo '${{ toJSON(«github.event.pull_request») }}'", 'on: pull_request'),
    {
      'notify/action.yml':
        'runs:\n  using: composite\n  steps:\n    - shell: bash\n      run: ./notify "${{ «github.event.head_commit.message» }}"\n',
    },
  ],
  good: [
    ci(
      '- env:\n    TITLE: ${{ github.event.issue.title }}\n  run: echo "$TITLE"\n- run: echo ${{ github.event.issue.number }} ${{ github.sha }}',
      'on: issues',
    ),
    // Only true or false comes out.
    ci(
      "- run: ./deploy ${{ github.head_ref == 'main' }} ${{ contains(github.event.comment.body, '/deploy') && 'yes' || 'no' }}",
      'on: issue_comment',
    ),
    ci('- uses: acme/notify@v1\n  with:\n    text: ${{ github.event.issue.title }}', 'on: issues'),
    ci('- if: github.event.issue.title != null\n  run: make', 'on: issues'),
    ci('- run: echo ${{ inputs.version }} ${{ env.MISSING }} ${{ matrix.title }}', 'on: workflow_dispatch'),
  ],

  *check(step) {
    for (const { at, context, through, sink } of injectionsIn(step)) {
      const name = context.split('.').at(-1)!.toUpperCase()
      yield {
        at,
        message: through
          ? `env.${through.name} holds ${context}, which anybody can choose, and is written into the script before it runs; read it there as a variable of the shell ("$${through.name}").`
          : `${context} can be chosen by anybody, and becomes a part of the script before it runs; give it to the step by env (${name}) and read ${sink === 'run' ? `"$${name}"` : `process.env.${name}`}.`,
        ...(through && { related: [{ at: through.span, message: 'It comes in here.' }] }),
        like: PEERS[sink],
      }
    }
  },
})
