import type { RepositoryAction } from '../../deployment/workflows/action-reference.ts'

/** Those that report an action without a digest too: zizmor trusts versions of GitHub's own, KICS those of `actions`. */
export function peersOfUnpinned({ owner, refKind }: RepositoryAction): string[] {
  const isGitHubs = /^(?:actions|github|dependabot)$/i.test(owner)
  return [
    ...(isGitHubs && refKind !== 'none' ? [] : ['zizmor:unpinned-uses']),
    ...(owner === 'actions' ? [] : ['kics:unpinned_actions_full_length_commit_sha']),
  ]
}
