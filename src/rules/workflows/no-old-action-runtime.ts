import { nameOfAction, type RepositoryAction } from '../../deployment/workflows/action-reference.ts'
import { type OldRuntime, oldRuntimeOf } from '../../deployment/workflows/action-runtimes.ts'
import { shutdownOf } from '../../deployment/workflows/removed-services.ts'
import { defineRule } from '../../engine/rule.ts'
import { ci } from './examples.ts'

const SHA = '0123456789abcdef0123456789abcdef01234567'

export default defineRule({
  id: 'no-old-action-runtime',
  on: 'step',
  severity: 'warning',
  category: 'reliability',
  summary: 'Every action is made for a Node that the runner has and will go on having.',
  why: 'The runner starts it under a Node that it was not made for, and one day a release fails that nobody has touched.',
  bad: [
    ci(
      '- uses: «docker/setup-buildx-action@v3»\n- uses: «"actions/checkout@v4"»\n- uses: «actions/setup-go@v6.1.0»',
    ),
    ci(`- uses: «actions/upload-artifact@${SHA}» # v5.0.0\n- uses: «actions/cache/restore@v4»`),
    {
      'deploy/action.yml':
        'name: deploy\nruns:\n  using: composite\n  steps:\n    - uses: «actions/github-script@v7»\n      with:\n        script: return 1\n',
    },
  ],
  good: [
    ci('- uses: actions/checkout@v5\n- uses: docker/setup-buildx-action@v4\n- uses: actions/setup-go@v6'),
    // What nobody here knows: other actions, commits without a version, newer majors, images.
    ci(
      `- uses: acme/deploy@v1\n- uses: actions/checkout@${SHA}\n- uses: actions/checkout@v99\n- uses: docker://alpine:3.22\n- uses: ./.github/actions/build\n- uses: actions/checkout@main`,
    ),
    // Another forge has runners of its own.
    {
      '.forgejo/workflows/ci.yml':
        'on: push\njobs:\n  build:\n    runs-on: docker\n    steps:\n      - uses: actions/checkout@v4\n',
    },
  ],

  *check({ uses, workflow }, { now }) {
    if (uses?.kind !== 'repository' || workflow.forge !== 'github') return
    const old = oldRuntimeOf(uses, now)
    const shutdown = shutdownOf(uses)
    // A version that fails anyway has a finding of its own.
    if (!old || (shutdown && shutdown.day <= now)) return
    yield { at: uses.span, message: `${sentence(uses, old, now)} Move to ${old.moveTo} or later.` }
  },
})

function sentence(
  action: RepositoryAction,
  { node, forced, removed, isRemoved, runsOn }: OldRuntime,
  now: Date,
): string {
  const name = `${nameOfAction(action)} is made for Node ${node}`
  const day = (date: Date) => date.toISOString().slice(0, 10)
  if (runsOn === node) return `${name}; from ${day(forced)} on it is forced to run on a newer one.`
  const removal = isRemoved
    ? `was to leave the runner on ${day(removed)}`
    : `leaves the runner on ${day(removed)}`
  return `${name}, which ${removal}; ${now >= forced ? 'since' : 'from'} ${day(forced)} it is forced to run on another, Node ${runsOn} by now.`
}
