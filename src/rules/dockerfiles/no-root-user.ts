import { rootUsers } from '../../deployment/root-users.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule<'image', { readonly everyStage: boolean }>({
  id: 'no-root-user',
  on: 'image',
  severity: 'warning',
  category: 'security',
  summary: 'The last USER of an image is not root.',
  why: 'A process that runs as root and is broken into owns the container, and with one more hole the host.',
  like: ['hadolint:DL3002', 'trivy:DS-0002', 'checkov:CKV_DOCKER_8', 'kics:last_user_is_root'],
  options: {
    type: 'object',
    properties: {
      everyStage: {
        description: 'Also the stages that others only build on or copy from, of which nothing runs.',
        type: 'boolean',
        default: true,
      },
    },
    additionalProperties: false,
  },
  bad: [
    { Dockerfile: 'FROM node:24\nUSER node\nRUN id\nUSER «root»\n' },
    { Dockerfile: 'FROM node:24\nUSER «0:0»\n' },
    { Dockerfile: 'FROM node:24 AS base\nUSER «root»\nFROM base\nRUN id\n' },
    {
      Dockerfile: 'FROM node:24 AS base\nUSER «root:root»\nFROM base\nRUN id\n',
      'plimsoll.yaml': 'rules:\n  no-root-user: { severity: warning, options: { everyStage: false } }\n',
    },
    {
      Dockerfile:
        'FROM node:24 AS build\nUSER «"root"»\nFROM nginx:1.29\nCOPY --from=build /x /x\nUSER nginx\n',
    },
  ],
  good: [
    { Dockerfile: 'FROM node:24\nUSER root\nRUN id\nUSER node\n' },
    { Dockerfile: 'FROM node:24\nUSER rooty\n' },
    { Dockerfile: 'FROM node:24\nUSER $USER\n' },
    { 'Dockerfile.example': 'FROM node:24\nUSER root\n' },
    {
      Dockerfile: 'FROM node:24 AS build\nUSER root\nFROM nginx:1.29\nCOPY --from=build /x /x\nUSER nginx\n',
      'plimsoll.yaml': 'rules:\n  no-root-user: { severity: warning, options: { everyStage: false } }\n',
    },
  ],

  *check(image, { options }) {
    if (image.mark === 'example') return
    const users = image.document.instructions.filter(({ keyword }) => keyword === 'USER')
    for (const { instruction, name, stage } of rootUsers(image, options.everyStage)) {
      const peers = stage.from ? ['hadolint:DL3002'] : []
      const isPlain = name.value === 'root'
      if (instruction === users.at(-1))
        peers.push('trivy:DS-0002', ...(isPlain ? ['checkov:CKV_DOCKER_8'] : []))
      if (isPlain) peers.push('kics:last_user_is_root')
      yield {
        at: name.span,
        message: `What is started from ${stage.name?.value ?? 'this image'} runs as ${name.value}; end with a USER of its own, such as USER 10001.`,
        like: peers,
      }
    }
  },
})
