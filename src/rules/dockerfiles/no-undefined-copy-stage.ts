import { namedContextsOf } from '../../deployment/named-contexts.ts'
import { stagesNamed } from '../../deployment/stage-names.ts'
import { nearest } from '../../engine/nearest-name.ts'
import { defineRule } from '../../engine/rule.ts'

const PEERS = ['hadolint:DL3022', 'kics:copy_from_without_from_alias_defined_previously']

export default defineRule({
  id: 'no-undefined-copy-stage',
  on: 'instruction',
  severity: 'warning',
  category: 'correctness',
  summary: 'COPY --from names an earlier stage, or an image with its tag.',
  why: 'Any other name is pulled from Docker Hub: a typing error becomes an image of somebody else.',
  like: PEERS,
  bad: [
    { Dockerfile: 'FROM node:24 AS build\nFROM nginx:1.29\nCOPY --from=«biuld» /a /a\n' },
    { Dockerfile: 'FROM nginx:1.29\nCOPY --from=«build» /a /a\nFROM node:24 AS build\n' },
    { Dockerfile: 'FROM nginx:1.29\nCOPY --from=«3» /a /a\n' },
    { Dockerfile: 'FROM nginx:1.29\nCOPY --from=«busybox» /bin/sh /bin/sh\n' },
  ],
  good: [
    { Dockerfile: 'FROM node:24 AS build\nFROM nginx:1.29\nCOPY --from=build /a /a\nCOPY --from=0 /b /b\n' },
    { Dockerfile: 'FROM node:24 AS Build\nFROM nginx:1.29\nCOPY --from=build /a /a\n' },
    {
      Dockerfile: 'FROM nginx:1.29\nCOPY --from=busybox:1.37 /a /a\nCOPY --from=ghcr.io/a/b@sha256:1 /b /b\n',
    },
    {
      Dockerfile: 'FROM nginx:1.29\nCOPY --from=assets /a /a\n',
      'compose.yaml':
        'services:\n  web:\n    build:\n      context: .\n      additional_contexts: { assets: ../assets }\n',
    },
  ],

  *check(instruction) {
    if (instruction.keyword !== 'COPY') return
    const { image, stage, onbuild } = instruction
    const from = instruction.flags.find(({ name }) => name === 'from')?.value
    if (!from || /[:@$]/.test(from.value) || namedContextsOf(image).has(from.value)) return
    const index = stage?.index ?? -1
    if (/^\d+$/.test(from.value) && Number(from.value) <= index) return
    const named = stagesNamed(image, from.value)
    // Its own name is another mistake, and not one of the name.
    if (named.some((each) => each.index <= index)) return
    const isLater = named.length > 0
    const earlier = image.stages
      .slice(Math.max(0, index - 100), Math.max(0, index))
      .flatMap(({ name }) => name?.value ?? [])
    const meant = nearest(from.value, earlier)
    const advice = isLater
      ? 'move that stage before this one'
      : meant
        ? `did you mean ${meant}?`
        : 'if it is an image, write its tag'
    yield {
      at: from.span,
      message: from.value.includes('/')
        ? `This copies from whatever version of ${from.value} is the newest; write its tag.`
        : `No stage before this COPY is called ${from.value}: ${advice}${advice.endsWith('?') ? '' : '.'}`,
      like: onbuild ? [] : PEERS,
      ...(meant && {
        fix: { title: `Copy from ${meant}`, safe: false, edits: [{ span: from.span, text: meant }] },
      }),
    }
  },
})
