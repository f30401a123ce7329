import { printedSecrets } from '../../deployment/workflows/secrets-in-runs.ts'
import { defineRule } from '../../engine/rule.ts'
import { ci } from './examples.ts'

export default defineRule({
  id: 'no-printed-secret',
  on: 'step',
  severity: 'warning',
  category: 'security',
  summary: 'No step prints a secret.',
  why: 'The log hides only the exact value: a part of it, another encoding or one line of many stays readable for everybody who can see the run.',
  bad: [
    ci('- run: echo «"token ${{ secrets.API_TOKEN }}"»'),
    ci('- env:\n    KEY: ${{ secrets.SIGNING_KEY }}\n  run: |\n    echo «"$KEY"» | base64 -w0'),
  ],
  good: [
    ci(
      '- env:\n    KEY: ${{ secrets.SIGNING_KEY }}\n  run: |\n    echo "$KEY" > key.pem\n    printf %s "$KEY" | gpg --import\n    echo "::add-mask::$KEY"',
    ),
    ci(
      '- env:\n    HAS_KEY: ${{ secrets.SIGNING_KEY != \'\' }}\n    KEY: x\n  run: echo "$HAS_KEY $KEY $GITHUB_SHA"',
    ),
    ci(
      '- run: |\n    echo "TOKEN=${{ secrets.API_TOKEN }}" >> .env\n    value=$(echo ${{ secrets.API_TOKEN }} | cut -c1-4)',
    ),
  ],

  *check(step) {
    for (const { name, at } of printedSecrets(step)) {
      yield {
        at,
        message: `This prints the secret ${name} into the log, which hides only its exact value; drop it, or write it to a file or to the program that needs it.`,
      }
    }
  },
})
