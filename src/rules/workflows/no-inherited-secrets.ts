import { nameOfAction } from '../../deployment/workflows/action-reference.ts'
import { defineRule } from '../../engine/rule.ts'
import { workflow } from './examples.ts'

export default defineRule({
  id: 'no-inherited-secrets',
  on: 'workflow',
  severity: 'warning',
  category: 'security',
  summary: 'A workflow of another repository gets the secrets that it needs, by name.',
  why: 'With inherit it gets every secret, the ones for production included, and so does whoever changes it.',
  like: ['zizmor:secrets-inherit'],
  bad: [
    workflow(
      'on: push\njobs:\n  deploy:\n    uses: acme/shared/.github/workflows/deploy.yml@v1\n    secrets: «inherit»\n',
    ),
  ],
  good: [
    workflow('on: push\njobs:\n  deploy:\n    uses: ./.github/workflows/deploy.yml\n    secrets: inherit\n'),
    workflow(
      'on: push\njobs:\n  deploy:\n    uses: acme/shared/.github/workflows/deploy.yml@v1\n    secrets:\n      token: ${{ secrets.DEPLOY_TOKEN }}\n',
    ),
  ],

  *check({ jobs }) {
    for (const { inheritsSecrets, uses, id } of jobs) {
      if (!inheritsSecrets || uses?.kind !== 'repository') continue
      yield {
        at: inheritsSecrets,
        message: `${id.value} hands every secret on to ${nameOfAction(uses)}; name the ones that it needs.`,
      }
    }
  },
})
