import { declaresArgument } from '../../deployment/build-arguments.ts'
import { nearest } from '../../engine/nearest-name.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-undeclared-build-argument',
  on: 'service',
  severity: 'warning',
  category: 'correctness',
  summary: 'The Dockerfile declares every argument that `build.args` passes to it.',
  why: 'A build drops an argument without ARG and goes on with a warning that nobody reads: the image is built with other values than the compose file says.',
  bad: [
    {
      'compose.yaml':
        'services:\n  web:\n    build:\n      context: .\n      args:\n        «API_URL»: https://api.example.com\n        NODE_VERSION: "24"\n',
      Dockerfile: 'ARG NODE_VERSION=22\nFROM node:${NODE_VERSION}\nARG API_URI\nENV VITE_API_URL=$API_URI\n',
    },
    {
      'compose.yaml':
        'services:\n  web:\n    build:\n      context: .\n      args:\n        - «VERSION»=1.4\n',
      Dockerfile: 'FROM node:24\nENV VERSION=1\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  web:\n    build:\n      context: .\n      target: run\n      args:\n        VERSION: "1.4"\n        TOKEN_URL: x\n',
      Dockerfile: 'FROM node:24 AS run\nARG VERSION=1\nFROM run\nONBUILD ARG TOKEN_URL\n',
    },
    // The builder knows these by itself.
    {
      'compose.yaml':
        'services:\n  web:\n    build:\n      context: .\n      args:\n        HTTP_PROXY: http://proxy:3128\n        BUILDKIT_INLINE_CACHE: 1\n        SOURCE_DATE_EPOCH: 0\n',
      Dockerfile: 'FROM node:24\n',
    },
    // What another front end, or triggers of the base image, make of them is not known.
    {
      'compose.yaml':
        'services:\n  web:\n    build:\n      context: .\n      args: { SETTINGS: x }\n  worker:\n    build:\n      context: worker\n      args: { SETTINGS: x }\n',
      Dockerfile: '# syntax=ghcr.io/acme/frontend:1\nFROM node:24\n',
      'worker/Dockerfile': 'FROM acme/python:3-onbuild\n',
    },
    {
      'compose.yaml':
        'services:\n  web:\n    build:\n      context: https://github.com/acme/web.git\n      args: { A: b }\n',
    },
  ],

  *check({ build, environment }) {
    const image = build?.image
    if (!build || !image || !environment.isProduction) return
    for (const { name, nameSpan } of build.arguments) {
      if (declaresArgument(image, name) !== false) continue
      const declared = [...image.globalArguments, ...image.stages.flatMap(({ variables }) => variables)]
      const near = nearest(
        name,
        declared.filter(({ place }) => place === 'image-argument').map((each) => each.name),
      )
      yield {
        at: nameSpan,
        message: `${image.path} has no ARG ${name}, so the build drops it; ${near ? `did you mean ${near}?` : `declare "ARG ${name}" in the stage that uses it, or take it out here.`}`,
      }
    }
  },
})
