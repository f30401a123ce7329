import { type Difference, differencesOf, pairStacks } from '../../deployment/environment-differences.ts'
import { nameList } from '../../deployment/name-list.ts'
import { defineRule } from '../../engine/rule.ts'

/** More names than this are no news of one kind but two files that have nothing in common. */
const MOST_NAMES = 8

export default defineRule({
  id: 'no-environment-difference',
  on: 'project',
  severity: 'info',
  category: 'reliability',
  summary: 'Production and local run the same services with the same variables.',
  why: 'What exists on one side only is tried out by nobody: the first to meet it are the customers, or the next developer.',
  bad: [
    {
      'docker/production/docker-compose.yml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1\n  «worker»:\n    image: ghcr.io/acme/api:1\n',
      'docker/local/docker-compose.yml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1\n  «mail»:\n    image: mailhog/mailhog:v1.0.1\n',
    },
    {
      'compose.prod.yaml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1\n    environment:\n      PORT: 8000\n      «SENTRY_DSN»: https://sentry.example.com/1\n      LOG_FORMAT: json\n',
      'compose.local.yaml': 'services:\n  api:\n    image: ghcr.io/acme/api:1\n    env_file: .env.local\n',
      '.env.local': 'PORT=8000\n«DEBUG»=1\n',
    },
    // The overlay adds what developers do not have.
    {
      'compose.yaml': 'services:\n  api:\n    image: ghcr.io/acme/api:1\n',
      'compose.production.yaml':
        'services:\n  api:\n    environment: [«IDLE_HOURS»=8]\n  «proxy»:\n    image: nginx:1.29\n',
    },
  ],
  good: [
    {
      'docker/production/compose.yaml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1\n    environment:\n      PORT: 8000\n',
      'docker/local/compose.yaml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1\n    environment: [PORT=8001]\n',
    },
    // What the env file of the other side says is not known.
    {
      'compose.prod.yaml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1\n    environment:\n      PORT: 8000\n',
      'compose.local.yaml': 'services:\n  api:\n    image: ghcr.io/acme/api:1\n    env_file: .env.local\n',
    },
    // Local has it in a stack of its own.
    {
      'docker/production/compose.yaml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1\n  admin:\n    image: ghcr.io/acme/admin:1\n',
      'docker/local/compose.yaml': 'services:\n  api:\n    image: ghcr.io/acme/api:1\n',
      'admin/docker/local/compose.yaml': 'services:\n  admin:\n    image: ghcr.io/acme/admin:1\n',
    },
    // Two stacks that have nothing to do with each other, and tests.
    {
      'shop/compose.prod.yaml': 'services:\n  shop:\n    image: ghcr.io/acme/shop:1\n',
      'blog/compose.prod.yaml': 'services:\n  blog:\n    image: ghcr.io/acme/blog:1\n',
      'shop/compose.local.yaml': 'services:\n  shop:\n    image: ghcr.io/acme/shop:1\n',
      'shop/compose.test.yaml': 'services:\n  sut:\n    image: ghcr.io/acme/shop:1\n',
    },
    { 'compose.yaml': 'services:\n  api:\n    image: ghcr.io/acme/api:1\n' },
  ],

  *check(project) {
    for (const { production, local } of pairStacks(project)) {
      for (const difference of differencesOf(production, local, project))
        yield describe(difference, 'production', 'local')
      for (const difference of differencesOf(local, production, project))
        yield describe(difference, 'local', 'production')
    }
  },
})

function describe({ service, other, counterpart, variables }: Difference, here: string, there: string) {
  const name = service.name.value
  if (!counterpart) {
    return {
      at: service.name.span,
      message: `${name} runs in ${here} and not in ${there} (${other.files[0]}).`,
    }
  }
  const names = variables.map((variable) => variable.name)
  return {
    at: variables[0]!.origin.nameSpan,
    message: `${name} gets ${nameList(names, MOST_NAMES)} in ${here} and not in ${there}.`,
    related: [{ at: counterpart.name.span, message: `${name} of ${there}` }],
  }
}
