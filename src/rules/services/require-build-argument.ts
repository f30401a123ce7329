import { neededArguments } from '../../deployment/build-arguments.ts'
import { stagesOfBuild } from '../../deployment/stage-reach.ts'
import { defineRule } from '../../engine/rule.ts'

const NEEDS = 'FROM node:24\nARG VITE_API_URL\nRUN npm run build\n'

export default defineRule({
  id: 'require-build-argument',
  on: 'service',
  severity: 'info',
  category: 'correctness',
  summary: 'A build passes every argument that its Dockerfile uses and gives no default.',
  why: 'An argument that nobody passes is empty and no error: the address in the bundle, the folder of a COPY, the variable of the container is then nothing.',
  bad: [
    {
      'compose.yaml': 'services:\n  web:\n    «build»:\n      context: .\n      args:\n        OTHER: x\n',
      Dockerfile: NEEDS,
    },
    {
      'compose.yaml': 'services:\n  web:\n    «build»: .\n',
      Dockerfile: `${NEEDS.replace('node:24', 'node:24 AS build')}FROM nginx:1.29\nCOPY --from=build /dist /usr/share/nginx/html\n`,
    },
    {
      'compose.yaml': 'services:\n  api:\n    «build»: .\n',
      Dockerfile: 'FROM node:24\nARG RELEASE\nENV SENTRY_RELEASE=$RELEASE\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  web:\n    build:\n      context: .\n      args:\n        VITE_API_URL: https://api.example.com\n',
      Dockerfile: NEEDS,
    },
    {
      'compose.yaml': 'services:\n  web:\n    build:\n      context: .\n      args: [VITE_API_URL]\n',
      Dockerfile: NEEDS,
    },
    // Has a default, is only tested, stands in a label, or comes from the builder.
    {
      'compose.yaml': 'services:\n  api:\n    build: .\n',
      Dockerfile:
        'ARG BASE=24\nFROM node:${BASE}\nARG BASE\nARG A=1\nARG B\nARG C\nARG TARGETARCH\nENV BASE=$BASE A=$A B=${B:-2}\nCOPY bin/$TARGETARCH /app\nLABEL version=$C\nRUN if [ -n "$C" ]; then echo "$C"; fi\n',
    },
    // Nothing of this project builds it, or another stage than the one that is asked for uses it.
    { Dockerfile: NEEDS },
    {
      'compose.yaml': 'services:\n  api:\n    build:\n      context: .\n      target: run\n',
      Dockerfile: 'FROM node:24 AS run\nFROM node:24 AS test\nARG SEED\nENV SEED=$SEED\n',
    },
  ],

  *check({ name, build, definition, environment }) {
    if (!build?.stage || !environment.isProduction) return
    const given = new Set(build.arguments.map((argument) => argument.name))
    const at = definition.entry('build')?.key.span ?? build.span
    const needed = stagesOfBuild(build.stage).flatMap(neededArguments)
    for (const [index, { argument, use }] of needed.entries()) {
      const isSaid = needed.findIndex((each) => each.argument.name === argument.name) < index
      if (given.has(argument.name) || isSaid) continue
      yield {
        at,
        message: `The build of ${name.value} passes no ${argument.name}, so it is empty; write it under build.args, or give the ARG a default.`,
        related: [{ at: use, message: `${argument.name} is used here.` }],
      }
    }
  },
})
