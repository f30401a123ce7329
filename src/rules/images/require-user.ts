import type { Image, Stage } from '../../deployment/image.ts'
import { endsAsRoot, stagesWithOwnUser } from '../../deployment/root-users.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'require-user',
  on: 'image',
  severity: 'warning',
  category: 'security',
  summary: 'An image names the user that its container runs as.',
  why: 'Without USER the process is root: whoever breaks into it may change the image, and is one hole in the kernel away from the host.',
  like: ['trivy:DS-0002', 'checkov:CKV_DOCKER_3', 'kics:missing_user_instruction'],
  bad: [
    { Dockerfile: 'FROM «node:24»\nCOPY . .\nCMD ["node", "server.js"]\n' },
    {
      Dockerfile:
        'FROM golang:1.27 AS build\nUSER nobody\nRUN go build\nFROM «scratch»\nCOPY --from=build /app /app\n',
    },
    // The stage that a service builds, not the last one.
    {
      Dockerfile: 'FROM «python:3.14» AS web\nFROM python:3.14 AS debug\nUSER app\n',
      'compose.yaml': 'services:\n  web:\n    build: { context: ., target: web }\n',
    },
    {
      Dockerfile: 'FROM node:24 AS base\nWORKDIR /app\nFROM «base»\nCMD ["node", "."]\n',
    },
  ],
  good: [
    { Dockerfile: 'FROM node:24\nUSER node\nCMD ["node", "server.js"]\n' },
    { Dockerfile: 'FROM node:24 AS base\nUSER 1000\nFROM base\nCMD ["node", "."]\n' },
    // The image below may have set one; some are known to.
    { Dockerfile: 'ARG BASE\nFROM ${BASE}\n' },
    { Dockerfile: 'FROM gcr.io/distroless/nodejs24-debian13:nonroot\n' },
    { Dockerfile: 'FROM nginxinc/nginx-unprivileged:1.31\n' },
    { Dockerfile: 'FROM ghcr.io/acme/base:4\n' },
    // It drops its rights by itself.
    { Dockerfile: 'FROM postgres:18\nCOPY init.sql /docker-entrypoint-initdb.d/\n' },
    {
      Dockerfile: 'FROM node:24\n',
      'compose.yaml': 'services:\n  web:\n    build: .\n    user: "1000:1000"\n',
    },
    { 'docker/local/Dockerfile': 'FROM node:24\n', 'Dockerfile.dev': 'FROM node:24\n' },
    {
      'web.Dockerfile': 'FROM node:24\n',
      'compose.local.yaml': 'services:\n  web:\n    build: { context: ., dockerfile: web.Dockerfile }\n',
    },
  ],

  *check(image) {
    for (const stage of stagesRunAsRoot(image)) {
      const at = stage.from?.image?.span
      if (!at) continue
      yield {
        at,
        message: `${image.path} never sets USER${stage.name ? ` for ${stage.name.value}` : ''}, so its process is root wherever nothing else names a user; end the stage with USER and a number, such as USER 10001.`,
        like: [...peersOf(image), ...(isKics(stage) ? ['kics:missing_user_instruction'] : [])],
      }
    }
  },
})

/** Those that do not know stages look at the last USER of the file, or at any. */
function peersOf({ document }: Image): string[] {
  const last = document.instructions.findLast(({ keyword }) => keyword === 'USER')
  if (last?.keyword !== 'USER') return ['trivy:DS-0002', 'checkov:CKV_DOCKER_3']
  return /^(?:root|0)(?::|$)/.test(last.words[0]?.value ?? '') ? ['trivy:DS-0002'] : []
}

/** KICS looks at the last stage alone, and lets one that begins with nothing pass. */
function isKics(stage: Stage): boolean {
  return stage.base.kind !== 'scratch' && stage === stage.image.finalStage
}

/** The stages that run in production and whose user nobody sets: neither they, nor their base, nor compose. */
function stagesRunAsRoot(image: Image): readonly Stage[] {
  const isDeployed = image.mark === undefined || image.mark === 'production' || image.mark === 'staging'
  if (image.builtBy.length === 0 && !isDeployed) return []
  return stagesWithOwnUser(image).filter((stage) => !stage.user && endsAsRoot(stage))
}
