import type { Stage } from '../../deployment/image.ts'
import { runsAsRoot } from '../../deployment/image-facts.ts'
import { stagesWithOwnUser } from '../../deployment/root-users.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'require-explicit-user',
  on: 'image',
  severity: 'info',
  category: 'security',
  summary:
    'A Dockerfile says by USER what its container runs as, also where the base image may have done so.',
  why: 'What a base image sets, its next version may not; then the process is root and nobody has changed a line.',
  like: ['trivy:DS-0002', 'checkov:CKV_DOCKER_3', 'kics:missing_user_instruction'],
  bad: [
    { Dockerfile: 'FROM «acme/base:4»\nCMD ["app"]\n' },
    // The stage that a service builds, not the last one.
    {
      Dockerfile: 'FROM «acme/base:4» AS web\nFROM web AS debug\nRUN useradd code\n',
      'compose.yaml': 'services:\n  web:\n    build: { context: ., target: web }\n',
    },
    { Dockerfile: 'FROM node:24 AS build\nUSER node\nFROM «gcr.io/distroless/nodejs24-debian13:nonroot»\n' },
  ],
  good: [
    { Dockerfile: 'FROM acme/base:4\nUSER 10001\n' },
    { Dockerfile: 'FROM acme/base:4 AS base\nUSER 10001\nFROM base\n' },
    {
      Dockerfile: 'FROM acme/base:4\n',
      'compose.yaml': 'services:\n  web:\n    build: .\n    user: "1000"\n',
    },
    { 'Dockerfile.example': 'FROM acme/base:4\n' },
    // Known to be root: the business of require-user.
    { Dockerfile: 'FROM node:24\n' },
  ],

  *check(image) {
    const hasUser = image.document.instructions.some(({ keyword }) => keyword === 'USER')
    for (const stage of image.mark === 'example' ? [] : stagesWithOwnUser(image)) {
      const word = stage.from?.image
      if (!word || stage.user || !isUnknown(stage)) continue
      yield {
        at: word.span,
        message: `Who ${stage.name?.value ?? 'this image'} runs as is up to ${stage.externalBase?.text ?? word.value}; write USER and a number.`,
        like: hasUser
          ? ['kics:missing_user_instruction']
          : ['trivy:DS-0002', 'checkov:CKV_DOCKER_3', 'kics:missing_user_instruction'],
      }
    }
  },
})

/** The image below is one of a registry that nobody knows to be root. */
function isUnknown({ externalBase }: Stage): boolean {
  return externalBase !== undefined && !runsAsRoot(externalBase)
}
