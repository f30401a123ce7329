import { isResult } from '../../deployment/stage-reach.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'require-image-healthcheck',
  on: 'stage',
  severity: 'info',
  category: 'reliability',
  summary: 'An image brings a HEALTHCHECK of its own.',
  why: 'Who starts it without Compose or Kubernetes never learns that the process hangs.',
  like: ['hadolint:DL3057', 'trivy:DS-0026', 'checkov:CKV_DOCKER_2', 'kics:healthcheck_instruction_missing'],
  bad: [
    { Dockerfile: 'FROM «node:24»\nCMD ["node", "."]\n' },
    { Dockerfile: 'FROM node:24 AS base\nHEALTHCHECK CMD ["x"]\nFROM base AS one\nFROM «node:24» AS two\n' },
  ],
  good: [
    {
      Dockerfile: 'FROM node:24 AS build\nFROM nginx:1.29\nCOPY --from=build /a /a\nHEALTHCHECK CMD ["x"]\n',
    },
    { Dockerfile: 'FROM node:24 AS base\nHEALTHCHECK NONE\nFROM base\n' },
    { 'Dockerfile.example': 'FROM node:24\n' },
  ],

  *check(stage) {
    const { from, healthcheck, image } = stage
    if (!from?.image || healthcheck || image.mark === 'example' || !isResult(stage)) return
    const hasAny = image.document.instructions.some(({ keyword }) => keyword === 'HEALTHCHECK')
    const peers = ['hadolint:DL3057']
    if (!hasAny) peers.push('trivy:DS-0026', 'checkov:CKV_DOCKER_2')
    if (stage === image.finalStage) peers.push('kics:healthcheck_instruction_missing')
    yield {
      at: from.image.span,
      message: `Nothing checks the health of ${stage.name?.value ?? 'this image'}; add a HEALTHCHECK.`,
      like: peers,
    }
  },
})
