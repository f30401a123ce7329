import { isPublicByDesign, publicPrefix } from '../../deployment/variable-names.ts'
import { defineRule } from '../../engine/rule.ts'
import { ci } from './examples.ts'

const build = (list: string) =>
  ci(
    `- uses: docker/build-push-action@v7\n  with:\n    push: true\n    build-args: |\n${list.replace(/^/gm, '      ')}`,
  )

export default defineRule({
  id: 'no-secret-build-argument',
  on: 'variable',
  severity: 'error',
  category: 'security',
  summary: 'A build in CI gets secrets as secrets, not as build arguments.',
  why: 'Build arguments stay in the history of the image, for everybody who can pull it.',
  bad: [build('VERSION=${{ github.sha }}\nNPM_TOKEN=«${{ secrets.NPM_TOKEN }}»')],
  good: [
    build('VERSION=${{ github.sha }}\nAPI_URL=${{ vars.API_URL }}'),
    // Values that the page shows anyway, and names that have a finding of their own.
    build(
      'VITE_CLERK_PUBLISHABLE_KEY=${{ secrets.CLERK_PUBLISHABLE_KEY }}\nSENTRY_DSN=${{ secrets.SENTRY_DSN }}',
    ),
    ci(
      '- uses: docker/build-push-action@v7\n  with:\n    secrets: |\n      NPM_TOKEN=${{ secrets.NPM_TOKEN }}',
    ),
  ],

  *check({ name, written, valueSpan, place }) {
    if (place !== 'workflow-build-argument' || publicPrefix(name) || isPublicByDesign(name)) return
    if (!/\$\{\{[^}]*\bsecrets\./i.test(written)) return
    yield {
      at: valueSpan,
      message: `The build argument ${name} is a secret, and stays in the history of the image; give it as "secrets: ${name}=…", and mount it in the RUN that needs it (--mount=type=secret,id=${name}).`,
    }
  },
})
