import { isForOneJob, secretOf } from '../../deployment/secrets.ts'
import { placeOfValue } from '../../deployment/variable.ts'
import { publicPrefix } from '../../deployment/variable-names.ts'
import { defineRule } from '../../engine/rule.ts'
import { ci } from './examples.ts'

const KEY = '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'

export default defineRule({
  id: 'no-secret-in-workflow',
  on: 'variable',
  severity: 'error',
  category: 'security',
  summary: 'A workflow takes secrets from where the forge keeps them.',
  why: 'Everybody who can read the repository can read it, and it stays in the history after it is removed.',
  bad: [
    ci(`- run: make\n  env:\n    OAUTH: «${KEY}»`),
    ci(
      `- uses: docker/build-push-action@v7\n  with:\n    build-args: |\n      VERSION=1\n      OAUTH=«${KEY}»`,
      'on: push\nenv:\n  DEPLOY_TOKEN: «s0me-l0ng-and-rand0m-value»',
    ),
  ],
  good: [
    ci(
      '- run: make\n  env:\n    DEPLOY_TOKEN: ${{ secrets.DEPLOY_TOKEN }}\n    API_KEY: your-key\n    TOKEN_URL: https://id.example.com',
    ),
    // Databases that live as long as the job.
    ci(
      '- run: make test\n  env:\n    POSTGRES_PASSWORD: postgres\n    DATABASE_URL: postgres://postgres:postgres@localhost/test\n    SECRET_KEY: test-secret-key\n    DB_PASSWORD: hunter2x',
    ),
  ],

  *check(variable) {
    const { name, value, place } = variable
    if (place !== 'workflow-environment' && place !== 'workflow-build-argument') return
    const secret = publicPrefix(name) ? undefined : secretOf(name, value)
    if (!secret || (!secret.isRecognised && isForOneJob(value))) return
    yield {
      at: placeOfValue(variable),
      message: `${name} stands in the workflow${secret.isRecognised ? `: ${secret.label}` : ''}. Keep it as a secret of the repository, write \${{ secrets.${name.toUpperCase()} }}, and replace it, since it is known now.`,
    }
  },
})
