import { arePassedByBuilders, withDefaults } from '../../deployment/base-arguments.ts'
import { faultOfReference } from '../../deployment/image-reference.ts'
import { stagesNamed } from '../../deployment/stage-names.ts'
import { referencesIn } from '../../deployment/word-references.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-invalid-base-image',
  on: 'stage',
  severity: 'warning',
  category: 'correctness',
  summary: 'FROM names an image also in a build that passes no arguments.',
  why: 'A plain "docker build" stops there, and whoever takes the file over has to guess what it was built with.',
  like: ['buildkit:InvalidDefaultArgInFrom'],
  bad: [
    { Dockerfile: 'ARG VERSION\nFROM «node:$VERSION»\n' },
    { Dockerfile: 'ARG IMAGE\nFROM «${IMAGE}»\n' },
    { Dockerfile: 'ARG REGISTRY=""\nFROM «$REGISTRY/node:24»\n' },
    { Dockerfile: 'FROM «MyImage»\n' },
  ],
  good: [
    { Dockerfile: 'ARG VERSION=24\nARG SUFFIX\nFROM node:$VERSION$SUFFIX AS Base\nFROM Base\n' },
    {
      Dockerfile:
        'FROM node:24 AS build-amd64\nFROM build-$TARGETARCH\nFROM localhost:5000/a/b__c:v1\nFROM Host/a\n',
    },
    {
      Dockerfile: 'ARG VERSION\nFROM node:$VERSION\n',
      'compose.yaml': 'services:\n  web:\n    build:\n      context: .\n      args: { VERSION: "24" }\n',
    },
  ],

  *check(stage) {
    const { from, image } = stage
    if (!from?.image || stage.base.kind === 'stage') return
    const text = withDefaults(image, from.image)
    const fault = faultOfReference(text)
    if (fault === undefined || stagesNamed(image, text).length > 0) return
    const names = [...new Set(referencesIn(from.image).map(({ name }) => name))]
    if (names.length > 0 && arePassedByBuilders(image, names)) return
    yield {
      at: from.image.span,
      message:
        names.length > 0
          ? `Without build arguments ${from.image.value} is no image, since ${fault}; give ${names.join(', ')} a default.`
          : `${from.image.value} is no image, since ${fault}.`,
    }
  },
})
