import { argumentNamesOfBases, undeclaredArguments } from '../../deployment/base-arguments.ts'
import { nearest } from '../../engine/nearest-name.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-undefined-from-argument',
  on: 'stage',
  severity: 'warning',
  category: 'correctness',
  summary: 'FROM uses only arguments that are declared before the first FROM.',
  why: 'Any other is empty, also when the build passes it: the tag is gone, or another image is taken.',
  like: ['buildkit:UndefinedArgInFrom'],
  bad: [
    { Dockerfile: 'FROM node:«$VERSION»\n' },
    { Dockerfile: 'ARG VERSION=24\nFROM --platform=«$BULIDPLATFORM» node:${VERSION}«${SUFFIX}»\n' },
    { Dockerfile: 'FROM node:24 AS build\nARG TAG=1\nFROM nginx:«${TAG}»\n' },
  ],
  good: [
    { Dockerfile: 'ARG VERSION=24\nARG SUFFIX\nFROM --platform=$BUILDPLATFORM node:$VERSION${SUFFIX:-}\n' },
    { Dockerfile: 'FROM node:24 AS build-amd64\nFROM build-$TARGETARCH\n' },
  ],

  *check({ from, image }) {
    const flag = from?.flags.find(({ name }) => name === 'platform')
    for (const { name, span } of [flag?.value, from?.image].flatMap((word) =>
      undeclaredArguments(image, word),
    )) {
      const meant = nearest(name, argumentNamesOfBases(image))
      const isInStage = image.stages.some(({ variables }) =>
        variables.some((variable) => variable.name === name && variable.place === 'image-argument'),
      )
      const advice = isInStage
        ? `the ARG inside a stage is not for FROM; write "ARG ${name}" before the first FROM`
        : meant
          ? `did you mean ${meant}?`
          : `write "ARG ${name}" before the first FROM`
      yield {
        at: span,
        message: `No argument ${name} is declared for FROM: ${advice}${advice.endsWith('?') ? '' : '.'}`,
      }
    }
  },
})
