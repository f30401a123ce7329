import { isMentionedAsBuild } from '../../deployment/build-mentions.ts'
import type { Image } from '../../deployment/image.ts'
import { isWithin } from '../../deployment/paths.ts'
import type { Project } from '../../deployment/project.ts'
import type { Stack } from '../../deployment/stack.ts'
import { defineRule } from '../../engine/rule.ts'

const COMPOSE = 'services:\n  api:\n    build: ./api\n'

export default defineRule({
  id: 'no-unused-dockerfile',
  on: 'project',
  severity: 'warning',
  category: 'correctness',
  summary: 'Every Dockerfile beside those that the stack builds is built by something.',
  why: 'It is kept up as if it were in production, while what runs there is built from elsewhere.',
  bad: [
    {
      'compose.yaml': COMPOSE,
      'api/Dockerfile': 'FROM node:24\n',
      'docs/Dockerfile': '«FROM» nginx:1.29\n',
    },
    {
      'docker/production/compose.yaml':
        'services:\n  docs:\n    image: squidfunk/mkdocs-material:9.6\n    command: serve\n  api:\n    build:\n      context: ../..\n      dockerfile: docker/production/api/Dockerfile\n',
      'docker/production/api/Dockerfile': 'FROM node:24\n',
      'docker/production/docs/Dockerfile': '# Built once, served by nginx\n«FROM» nginx:1.29\n',
    },
    {
      'docker/local/compose.yaml':
        'services:\n  api:\n    build:\n      context: ../..\n      dockerfile: docker/local/api/Dockerfile\n',
      'docker/local/api/Dockerfile': 'FROM node:24\n',
      'docker/local/docs/Dockerfile': '«FROM» squidfunk/mkdocs-material:9.6\n',
      'README.md': '# Shop\nThe docs are in the docs folder.\n',
    },
    // What stands beside the compose file of developers is not what it builds; that its folder is named says nothing.
    {
      'plimsoll.yaml':
        'environments:\n  local: { files: ["docker/local/**", "docker/development/**"] }\nrules: {}\n',
      'docker/local/compose.yaml':
        'services:\n  admin:\n    build:\n      context: ../..\n      dockerfile: docker/development/Dockerfile\n',
      'docker/local/Dockerfile': '«FROM» node:24\n',
      'docker/development/Dockerfile': 'FROM node:24\n',
      Makefile: 'up:\n\tdocker compose -f docker/local/compose.yaml up\n',
      'mkdocs.yml': 'nav: [local, production]\n',
    },
  ],
  good: [
    {
      'compose.yaml': `${COMPOSE}  docs:\n    build: ./docs\n`,
      'api/Dockerfile': 'FROM node:24\n',
      'docs/Dockerfile': 'FROM nginx:1.29\n',
    },
    // The docs are spoken of; what builds them is not in the project.
    {
      'compose.yaml': COMPOSE,
      'api/Dockerfile': 'FROM node:24\n',
      'docs/Dockerfile': 'FROM nginx:1.29\n',
      'README.md': 'Build the docs with `docker build -t docs docs/`.\n',
    },
    // Another pipeline builds it.
    {
      'compose.yaml': COMPOSE,
      'api/Dockerfile': 'FROM node:24\n',
      'docs/Dockerfile': 'FROM nginx:1.29\n',
      '.github/workflows/docs.yml':
        'on: push\njobs:\n  build:\n    strategy:\n      matrix:\n        image: [docs]\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          context: ./${{ matrix.image }}\n',
    },
    {
      'compose.yaml': COMPOSE,
      'api/Dockerfile': 'FROM node:24\n',
      'api/Dockerfile.debug': 'FROM node:24\n',
      Makefile: 'debug:\n\tdocker build -f api/Dockerfile.debug api\n',
    },
    {
      'docker/local/compose.yaml': 'services:\n  api:\n    build: ../../api\n',
      'api/Dockerfile': 'FROM node:24\n',
      'docker/local/Dockerfile': 'FROM node:24\n',
      Makefile: 'tools:\n\tdocker build docker/local\n',
    },
    // For developers, examples, or a project of its own.
    { 'compose.yaml': COMPOSE, 'api/Dockerfile': 'FROM node:24\n', 'api/Dockerfile.dev': 'FROM node:24\n' },
    {
      'shop/compose.yaml': COMPOSE,
      'shop/api/Dockerfile': 'FROM node:24\n',
      'blog/Dockerfile': 'FROM ruby:3.4\n',
    },
    // Compose is for the few, so the others are built by something else.
    {
      'compose.yaml': COMPOSE,
      'api/Dockerfile': 'FROM node:24\n',
      'cart/Dockerfile': 'FROM node:24\n',
      'mail/Dockerfile': 'FROM node:24\n',
      'pay/Dockerfile': 'FROM node:24\n',
    },
    { 'compose.yaml': 'services:\n  db:\n    image: postgres:17\n', Dockerfile: 'FROM node:24\n' },
  ],

  *check(project) {
    if (!project.hasEveryDeployment) return
    const accused = new Set<Image>()
    for (const stack of project.deployments.flatMap(({ stacks }) => stacks)) {
      const own = [...stack.services.values()].flatMap(({ build }) => build?.image ?? [])
      const idle = idleBeside(stack, own, project)
      // Where most are built elsewhere, the rest is as well.
      if (new Set(own).size >= idle.length) for (const image of idle) accused.add(image)
    }
    for (const image of accused) {
      if (isMentionedAsBuild(image, project)) continue
      yield {
        at: image.finalStage.from?.keywordSpan ?? { path: image.path, start: 0, end: 0 },
        message: `Nothing in this project builds ${image.path}: no service of a stack, no workflow, no script; build it in the stack, or remove it.`,
      }
    }
  },
})

/** The lowest folder that holds a stack's own and every Dockerfile that it builds. */
function areaOf(directory: string, built: readonly Image[]): string {
  let area = directory
  while (area !== '' && !built.every(({ path }) => isWithin(path, area))) {
    area = area.slice(0, Math.max(0, area.lastIndexOf('/')))
  }
  return area
}

/** Dockerfiles of the stack's area and environment that no service of any stack builds. */
function idleBeside(stack: Stack, built: readonly Image[], { images }: Project): Image[] {
  const area = areaOf(stack.directory, built)
  const { isProduction, kind } = stack.environment
  return images.filter(({ path, mark, builtBy }) => {
    if (builtBy.length > 0 || !isWithin(path, area)) return false
    return mark === undefined ? isProduction : mark === kind && stack.mark === kind
  })
}
