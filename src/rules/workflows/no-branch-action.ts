import { nameOfAction } from '../../deployment/workflows/action-reference.ts'
import { actionsIn } from '../../deployment/workflows/called-actions.ts'
import { defineRule } from '../../engine/rule.ts'
import { ci, workflow } from './examples.ts'
import { peersOfUnpinned } from './peers.ts'

export default defineRule({
  id: 'no-branch-action',
  on: 'workflow',
  severity: 'warning',
  category: 'security',
  summary: 'An action of somebody else is taken at a version, not at whatever its branch holds.',
  why: 'Each push to that branch runs with the secrets of this repository the same minute.',
  like: ['zizmor:unpinned-uses', 'kics:unpinned_actions_full_length_commit_sha'],
  bad: [
    ci('- uses: acme/deploy@«main»\n- uses: "acme/tools/lint@«feature/x»"\n- uses: «acme/release»'),
    workflow(
      'on: push\njobs:\n  deploy:\n    uses: acme/workflows/.github/workflows/deploy.yml@«master»\n    secrets: inherit\n',
    ),
  ],
  good: [
    ci(
      '- uses: acme/deploy@v2\n- uses: acme/deploy@0123456789abcdef0123456789abcdef01234567\n- uses: ./.github/actions/x\n- uses: docker://alpine:latest\n- uses: acme/x@release-2.1',
    ),
    ci('- uses: ${{ inputs.action }}'),
  ],

  *check(subject) {
    for (const action of actionsIn(subject)) {
      if (action.refKind !== 'branch' && action.refKind !== 'none') continue
      const { ref, span } = action
      yield {
        at: ref?.span ?? span,
        message: ref
          ? `${nameOfAction(action)} is taken at ${ref.value}, which changes with each push of its owner; name a version or a commit.`
          : `${nameOfAction(action)} names no version; write one behind an @.`,
        like: peersOfUnpinned(action),
      }
    }
  },
})
