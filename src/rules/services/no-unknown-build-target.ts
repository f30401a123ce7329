import { nearest } from '../../engine/nearest-name.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-unknown-build-target',
  on: 'service',
  severity: 'error',
  category: 'correctness',
  summary: 'The stage that `build.target` names is in the Dockerfile.',
  why: 'The build stops with "target stage could not be found", on the machine where it matters.',
  bad: [
    {
      'compose.yaml': 'services:\n  api:\n    build:\n      context: .\n      target: «prod»\n',
      Dockerfile: 'FROM node:24 AS development\nFROM node:24-slim AS production\n',
    },
    {
      'compose.yaml': 'services:\n  api:\n    build:\n      context: .\n      target: «runtime»\n',
      Dockerfile: 'FROM node:24\nCMD ["node", "server.js"]\n',
    },
  ],
  good: [
    {
      'compose.yaml': 'services:\n  api:\n    build:\n      context: .\n      target: Production\n',
      Dockerfile: 'FROM node:24 AS development\nFROM node:24-slim AS production\n',
    },
    {
      'compose.yaml': 'services:\n  api:\n    build:\n      context: .\n      target: "0"\n',
      Dockerfile: 'FROM node:24\n',
    },
    {
      'compose.yaml': 'services:\n  api:\n    build:\n      context: .\n      target: ${STAGE}-slim\n',
      Dockerfile: 'FROM node:24 AS production\n',
    },
    {
      'compose.yaml':
        'services:\n  api:\n    build:\n      context: https://github.com/acme/api.git\n      target: prod\n',
    },
  ],

  *check({ name, build }) {
    if (!build?.target || !build.image || build.stage) return
    const { target, image } = build
    const names = image.stages.flatMap((stage) => stage.name?.value ?? [])
    const similar = nearest(target.value, names)
    const has = names.length > 0 ? `its stages are ${names.join(', ')}` : 'none of its stages has a name'
    yield {
      at: target.span,
      message: `${name.value} is built up to the stage ${target.value}, which ${image.path} does not have; ${similar ? `did you mean ${similar}?` : `${has}.`}`,
      related: image.stages
        .slice(-1)
        .flatMap(({ from }) => (from ? [{ at: from.span, message: 'The last stage' }] : [])),
    }
  },
})
