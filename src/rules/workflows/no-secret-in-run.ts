import { expandedSecrets } from '../../deployment/workflows/secrets-in-runs.ts'
import { defineRule } from '../../engine/rule.ts'
import { ci } from './examples.ts'

export default defineRule({
  id: 'no-secret-in-run',
  on: 'step',
  severity: 'info',
  category: 'security',
  summary: 'A script of a workflow gets secrets by its environment, not in its text.',
  why: 'The secret stands in a file on the runner and in the list of processes, and a quote or dollar in it breaks the script or runs as a command.',
  bad: [
    ci('- run: docker login -u ci -p "«${{ secrets.REGISTRY_TOKEN }}»"'),
    ci("- run: |\n    ./deploy --key '«${{ secrets.DEPLOY_KEY || secrets.OLD_KEY }}»'"),
  ],
  good: [
    ci(
      '- env:\n    TOKEN: ${{ secrets.REGISTRY_TOKEN }}\n  run: echo "$TOKEN" | docker login -u ci --password-stdin',
    ),
    ci("- if: ${{ github.actor != 'x' }}\n  run: ./deploy ${{ secrets.DEPLOY_KEY != '' }}"),
  ],

  *check(step) {
    const seen = new Set<number>()
    for (const { name, at } of expandedSecrets(step)) {
      if (seen.has(at.start)) continue
      seen.add(at.start)
      yield {
        at,
        message: `The secret ${name} is written into the script before it runs; give it to the step by env, and read it there as a variable.`,
      }
    }
  },
})
