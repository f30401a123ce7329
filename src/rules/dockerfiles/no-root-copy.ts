import { stageOf } from '../../deployment/copied-files.ts'
import type { Stage } from '../../deployment/image.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule<'instruction', { readonly allowImages: boolean }>({
  id: 'no-root-copy',
  on: 'instruction',
  severity: 'warning',
  category: 'performance',
  summary: 'COPY --from takes what is needed, not the whole file system.',
  why: 'The image gets everything the other stage was to leave behind: compilers, caches, sources and secrets.',
  like: ['hadolint:DL3067'],
  options: {
    type: 'object',
    properties: {
      allowImages: {
        description:
          'Whether an image may be copied as it was pulled, as images that hold nothing but tools are meant to be.',
        type: 'boolean',
        default: false,
      },
    },
    additionalProperties: false,
  },
  bad: [
    { Dockerfile: 'FROM node:24 AS build\nFROM debian:13\nCOPY --from=build «/» /\n' },
    { Dockerfile: 'FROM node:24 AS build\nFROM debian:13\nCOPY --from=build [«"/"», "/"]\n' },
    { Dockerfile: 'FROM node:24\nCOPY --from=tonistiigi/xx:1.6.1 «/» /\n' },
    {
      'plimsoll.yaml': 'rules:\n  no-root-copy: { severity: warning, options: { allowImages: true } }\n',
      Dockerfile: 'FROM node:24 AS build\nRUN make\nFROM debian:13\nCOPY --from=build «/» /\n',
    },
  ],
  good: [
    {
      Dockerfile:
        'FROM node:24 AS build\nFROM debian:13\nCOPY --from=build /app /\nCOPY --from=build / /root-of-it\nCOPY / /\n',
    },
    // Onto nothing it makes one layer of many, which is what it is for.
    { Dockerfile: 'FROM debian:13 AS build\nRUN make\nFROM scratch\nCOPY --from=build / /\n' },
    {
      'plimsoll.yaml': 'rules:\n  no-root-copy: { severity: warning, options: { allowImages: true } }\n',
      Dockerfile:
        'FROM tonistiigi/xx:1.6.1 AS xx\nFROM golang:1.26\nCOPY --from=xx / /\nCOPY --from=docker/buildx-bin:0.29 / /\n',
    },
  ],

  *check(instruction, { options }) {
    if (instruction.keyword !== 'COPY' || instruction.destination?.value !== '/') return
    const flag = instruction.flags.find(({ name }) => name === 'from')
    const from = flag?.value
    const root = instruction.sources.find(({ value }) => value === '/')
    if (!from || !root || instruction.stage?.base.kind === 'scratch') return
    if (options.allowImages && isPulledImage(instruction.stage && stageOf(instruction.stage, flag))) return
    yield {
      at: root.span,
      message: `This copies all of ${from.value}; name the folders that are needed.`,
    }
  },
})

/** No stage of the file, or one that adds nothing to what it is built from. */
function isPulledImage(source: Stage | undefined): boolean {
  return !source || (source.base.kind === 'external' && source.instructions.length === 0)
}
