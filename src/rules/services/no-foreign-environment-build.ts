import { defineRule } from '../../engine/rule.ts'

const LOCAL = 'FROM node:24\nCMD ["npm", "run", "dev"]\n'

export default defineRule({
  id: 'no-foreign-environment-build',
  on: 'service',
  severity: 'error',
  category: 'correctness',
  summary: 'Production is built from Dockerfiles of production, not from those of developers or tests.',
  why: 'A Dockerfile for developers brings their tools, their server and their settings; whoever changes it for his own machine changes production.',
  bad: [
    {
      'docker/production/compose.yaml':
        'services:\n  docs:\n    build:\n      context: ../..\n      dockerfile: «docker/local/docs/Dockerfile»\n',
      'docker/local/docs/Dockerfile': LOCAL,
      'docker/production/docs/Dockerfile': 'FROM nginx:1.29\n',
    },
    {
      'compose.prod.yaml': 'services:\n  api:\n    build:\n      dockerfile: «Dockerfile.dev»\n',
      'Dockerfile.dev': LOCAL,
    },
    // The overlay for production keeps what the base says.
    {
      'compose.yaml': 'services:\n  api:\n    build:\n      dockerfile: «Dockerfile.dev»\n',
      'compose.prod.yaml': 'services:\n  api:\n    restart: always\n',
      'Dockerfile.dev': LOCAL,
    },
  ],
  good: [
    {
      'docker/production/compose.yaml':
        'services:\n  docs:\n    build:\n      context: ../..\n      dockerfile: docker/production/docs/Dockerfile\n  api:\n    build: ../../api\n',
      'docker/production/docs/Dockerfile': 'FROM nginx:1.29\n',
      'api/Dockerfile': 'FROM node:24\n',
    },
    // Developers may run what production runs, and what bears no mark is mostly theirs.
    {
      'docker/local/compose.yaml':
        'services:\n  docs:\n    build:\n      context: ../..\n      dockerfile: docker/production/docs/Dockerfile\n',
      'docker/production/docs/Dockerfile': 'FROM nginx:1.29\n',
    },
    {
      'compose.yaml': 'services:\n  api:\n    build:\n      dockerfile: Dockerfile.dev\n',
      'Dockerfile.dev': LOCAL,
    },
    {
      'compose.yaml': 'services:\n  api:\n    build:\n      dockerfile: Dockerfile.dev\n',
      'compose.prod.yaml': 'services:\n  api:\n    build:\n      dockerfile: Dockerfile\n',
      'Dockerfile.dev': LOCAL,
      Dockerfile: 'FROM node:24\n',
    },
    {
      'compose.staging.yaml': 'services:\n  api:\n    build:\n      dockerfile: Dockerfile.production\n',
      'Dockerfile.production': 'FROM node:24\n',
    },
  ],

  *check({ name, build, stack, environment }) {
    // Production of which nothing says so is a guess, on which nobody is accused.
    if (!environment.isProduction || stack.mark === undefined || !build?.image) return
    const { image, dockerfile, context } = build
    if (image.mark !== 'local' && image.mark !== 'test') return
    const whose = image.mark === 'local' ? 'development' : 'tests'
    yield {
      at: (dockerfile ?? context).span,
      message: `${name.value} of ${environment.name} is built from ${image.path}, which is made for ${whose}; build it from a Dockerfile of its own.`,
    }
  },
})
