import { missingInDeploy } from '../../deployment/workflows/deploy-variables.ts'
import { defineRule } from '../../engine/rule.ts'

const POLICY =
  'environments:\n  production:\n    variables:\n      DATABASE_URL: { required: true }\n      STRIPE_SECRET_KEY: { required: true, secret: true }\n      LOG_LEVEL: { oneOf: [info, debug] }\nrules: {}\n'
const deploy = (env: string, environment = 'production') => ({
  'plimsoll.yaml': POLICY,
  '.github/workflows/deploy.yml': `on: push\njobs:\n  deploy:\n    runs-on: ubuntu-24.04\n    environment: ${environment}\n    steps:\n      - run: ./deploy\n        env:\n${env.replace(/^/gm, '          ')}\n`,
})

export default defineRule({
  id: 'require-contracted-variable-in-deploy',
  on: 'workflow',
  severity: 'warning',
  category: 'reliability',
  summary:
    'A job that hands variables to an environment hands over every one that the policy requires there.',
  why: 'The deploy goes through, and the app starts without what it cannot do without.',
  bad: [deploy('DATABASE_URL: ${{ secrets.DATABASE_URL }}', '«production»')],
  good: [
    deploy('DATABASE_URL: ${{ secrets.DATABASE_URL }}\nSTRIPE_SECRET_KEY: ${{ secrets.STRIPE_SECRET_KEY }}'),
    // The job hands over none of them: they come from elsewhere.
    deploy('SSH_KEY: ${{ secrets.SSH_KEY }}'),
    deploy('DATABASE_URL: x', 'staging'),
    // The project itself sets it.
    {
      ...deploy('DATABASE_URL: ${{ secrets.DATABASE_URL }}'),
      '.env.production': 'STRIPE_SECRET_KEY=sk_live_a1b2c3d4e5f6g7h8\n',
    },
    // A name that only stands in the script counts as well.
    {
      'plimsoll.yaml': POLICY,
      '.github/workflows/deploy.yml':
        'on: push\njobs:\n  deploy:\n    runs-on: ubuntu-24.04\n    environment: production\n    env:\n      DATABASE_URL: x\n    steps:\n      - run: ./set STRIPE_SECRET_KEY="$KEY"\n',
    },
  ],

  *check({ jobs }, { project }) {
    for (const job of jobs) {
      const { names, environment } = missingInDeploy(job, project) ?? {}
      if (!names || !environment || names.length === 0) continue
      yield {
        at: job.environment!.span,
        message: `${job.id.value} hands variables to ${environment} and leaves out ${names.join(', ')}, which the policy requires there; add ${names.length === 1 ? 'it' : 'them'} to env, from secrets or vars.`,
      }
    }
  },
})
