import { nameOfAction } from '../../deployment/workflows/action-reference.ts'
import { shutdownOf } from '../../deployment/workflows/removed-services.ts'
import { defineRule } from '../../engine/rule.ts'
import { ci } from './examples.ts'

export default defineRule({
  id: 'no-removed-action-version',
  on: 'step',
  severity: 'error',
  category: 'reliability',
  summary: 'Actions for artifacts and caches talk to services that are still there.',
  why: 'The service behind the version is shut down: each run of the step fails, and with it the release.',
  bad: [
    ci('- uses: «actions/upload-artifact@v3»\n- uses: «actions/download-artifact@v2.1.0»'),
    ci('- uses: «actions/cache@v2»\n- uses: «actions/cache/save@v3.3.2»\n- uses: «actions/cache@v4.1.0»'),
  ],
  good: [
    ci('- uses: actions/upload-artifact@v4\n- uses: actions/cache@v3\n- uses: actions/cache@v4.2.0'),
    ci('- uses: actions/cache@v3.4.1\n- uses: actions/upload-artifact@main\n- uses: acme/upload-artifact@v3'),
    // Other forges have the services of old.
    {
      '.gitea/workflows/ci.yml':
        'on: push\njobs:\n  build:\n    runs-on: ubuntu\n    steps:\n      - uses: actions/upload-artifact@v3\n',
    },
  ],

  *check({ uses, workflow }, { now }) {
    if (uses?.kind !== 'repository' || workflow.forge !== 'github') return
    const shutdown = shutdownOf(uses)
    if (!shutdown || now < shutdown.day) return
    const day = shutdown.day.toISOString().slice(0, 10)
    yield {
      at: uses.span,
      message: `The service that ${nameOfAction(uses)}@${uses.ref?.value} talks to was shut down on ${day}, so the step fails. Move to ${shutdown.moveTo}.`,
    }
  },
})
