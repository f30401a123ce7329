import type { Stage } from '../../deployment/image.ts'
import { runsAsRoot } from '../../deployment/image-facts.ts'
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
    { Dockerfile: 'FROM node:24 AS build\nUSER node\nFROM «gcr.io/distroless/nodejs24-debian13:nonroot»\n' },
  ],
  good: [
    { Dockerfile: 'FROM acme/base:4\nUSER 10001\n' },
    { Dockerfile: 'FROM acme/base:4 AS base\nUSER 10001\nFROM base\n' },
    { 'Dockerfile.example': 'FROM acme/base:4\n' },
    // Known to be root: the business of require-user.
    { Dockerfile: 'FROM node:24\n' },
  ],

  *check({ finalStage, mark, document }) {
    const word = finalStage.from?.image
    if (!word || finalStage.user || mark === 'example' || !isUnknown(finalStage)) return
    const hasUser = document.instructions.some(({ keyword }) => keyword === 'USER')
    yield {
      at: word.span,
      message: `Who ${finalStage.name?.value ?? 'this image'} runs as is up to ${finalStage.externalBase?.text ?? word.value}; write USER and a number.`,
      like: hasUser
        ? ['kics:missing_user_instruction']
        : ['trivy:DS-0002', 'checkov:CKV_DOCKER_3', 'kics:missing_user_instruction'],
    }
  },
})

/** The image below is one of a registry that nobody knows to be root. */
function isUnknown({ externalBase }: Stage): boolean {
  return externalBase !== undefined && !runsAsRoot(externalBase)
}
