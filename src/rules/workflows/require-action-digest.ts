import { nameOfAction } from '../../deployment/workflows/action-reference.ts'
import { actionsIn } from '../../deployment/workflows/called-actions.ts'
import { defineRule } from '../../engine/rule.ts'
import { ci } from './examples.ts'
import { peersOfUnpinned } from './peers.ts'

const SHA = '0123456789abcdef0123456789abcdef01234567'

export default defineRule({
  id: 'require-action-digest',
  on: 'workflow',
  severity: 'warning',
  category: 'security',
  summary: 'An action of somebody else is pinned to a commit.',
  why: 'Whoever takes over the account of its owner moves the tag, and the next run hands over the secrets of this repository.',
  like: ['zizmor:unpinned-uses', 'kics:unpinned_actions_full_length_commit_sha'],
  bad: [ci('- uses: acme/deploy@«v2.1.0»\n- uses: actions/checkout@«v5»')],
  good: [
    ci(`- uses: acme/deploy@${SHA} # v2.1.0\n- uses: ./.github/actions/x`),
    // A branch has a finding of its own.
    ci('- uses: acme/deploy@main'),
  ],

  *check(subject) {
    for (const action of actionsIn(subject)) {
      if (action.refKind !== 'version' || !action.ref) continue
      yield {
        at: action.ref.span,
        message: `${nameOfAction(action)} is taken at a tag, which its owner can move; write the commit, and ${action.ref.value} in a comment behind it.`,
        like: peersOfUnpinned(action),
      }
    }
  },
})
