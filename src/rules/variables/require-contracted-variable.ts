import { lacksOf } from '../../deployment/contract-lacks.ts'
import { settingsUnder } from '../../deployment/contracts.ts'
import type { Deployment } from '../../deployment/project.ts'
import { defineRule } from '../../engine/rule.ts'
import type { Span } from '../../span.ts'

const policy = (variables: string) =>
  `environments:\n  production:\n    hosts: [example.com, api.example.com]\n    variables:\n      ${variables}\nrules: {}\n`

export default defineRule({
  id: 'require-contracted-variable',
  on: 'deployment',
  severity: 'error',
  category: 'correctness',
  summary: 'Every variable that the policy requires in an environment is set there.',
  why: 'The app stops at its start, or worse: it starts and fails at the first request that needs the variable.',
  bad: [
    {
      'plimsoll.yaml': policy('«STRIPE_SECRET_KEY»: { required: true, secret: true }'),
      '.env.production': 'LOG_LEVEL=info\n',
      '.env.local': 'STRIPE_SECRET_KEY=sk_test_1\n',
    },
    {
      'plimsoll.yaml': policy('SENTRY_DSN: { required: true }'),
      'compose.yaml':
        'services:\n  api:\n    image: example/api:1\n    environment:\n      «SENTRY_DSN»: ""\n',
    },
    {
      'plimsoll.yaml': policy('«JWT_SECRET»: { required: true, services: [api] }'),
      'compose.yaml':
        'services:\n  api:\n    image: example/api:1\n  worker:\n    image: example/worker:1\n    environment:\n      - JWT_SECRET\n',
    },
    { 'plimsoll.yaml': policy('«COOKIE_DOMAIN»: { cookieDomainFor: hosts }'), '.env.production': 'A=1\n' },
  ],
  good: [
    {
      'plimsoll.yaml': policy('STRIPE_SECRET_KEY: { required: true }'),
      '.env.production': 'STRIPE_SECRET_KEY=sk_live_1\n',
    },
    {
      'plimsoll.yaml': policy('JWT_SECRET: { required: true, services: [api] }'),
      'compose.yaml':
        'services:\n  api:\n    image: example/api:1\n    environment: [JWT_SECRET]\n  worker:\n    image: example/worker:1\n',
    },
    {
      'plimsoll.yaml': policy('JWT_SECRET: { required: true }'),
      'compose.yaml': 'services:\n  api:\n    image: example/api:1\n    env_file: api.env\n',
    },
    { 'plimsoll.yaml': policy('JWT_SECRET: { required: true }') },
    { 'plimsoll.yaml': policy('COOKIE_DOMAIN: { required: false }'), '.env.production': 'A=1\n' },
  ],

  *check(deployment) {
    const { environment, services, envFiles } = deployment
    // Where nothing of the environment is in the project, its variables live in a platform's settings.
    if (services.length === 0 && envFiles.length === 0) return
    for (const contract of environment.policy.variables ?? []) {
      const isCookieDomain = contract.cookieDomainFor !== undefined && environment.isProduction
      if (!contract.required && !isCookieDomain) continue
      const { name } = contract
      for (const { value, origin } of settingsUnder(contract, deployment)) {
        if (value !== '' || isCookieDomain) continue
        yield {
          at: origin.nameSpan,
          message: `${name} is empty, and the policy requires it in ${environment.name}.`,
        }
      }
      for (const lack of lacksOf(contract, deployment)) {
        yield {
          at: contract.span ?? placeOf(deployment),
          message: `${name} is required in ${environment.name}, and ${lack}.`,
        }
      }
    }
  },
})

function placeOf({ envFiles, services }: Deployment): Span {
  return services[0]?.name.span ?? { path: envFiles[0]?.path ?? '', start: 0, end: 0 }
}
