import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-maintainer',
  on: 'instruction',
  severity: 'warning',
  category: 'correctness',
  summary: 'Who looks after an image stands in a label.',
  why: 'MAINTAINER is deprecated since Docker 1.13; labels are what registries and tools read.',
  like: [
    'hadolint:DL4000',
    'buildkit:MaintainerDeprecated',
    'trivy:DS-0022',
    'checkov:CKV_DOCKER_6',
    'kics:maintainer_instruction_being_used',
  ],
  bad: [
    { Dockerfile: 'FROM debian:13\n«MAINTAINER Ada <ada@example.com>»\n' },
    { Dockerfile: '«maintainer "Ada"»\nFROM debian:13\n' },
  ],
  good: [
    { Dockerfile: 'FROM debian:13\nLABEL org.opencontainers.image.authors="Ada <ada@example.com>"\n' },
    { Dockerfile: 'FROM debian:13\nLABEL maintainer=ada@example.com\n' },
  ],

  *check(instruction) {
    if (instruction.keyword !== 'MAINTAINER' || instruction.onbuild) return
    const name = instruction.words[0]?.value.replace(/^(["'])(.*)\1$/, '$2')
    const label =
      name && `LABEL org.opencontainers.image.authors=${JSON.stringify(name).replaceAll('$', '\\$')}`
    const isPlaced = instruction.stage !== undefined
    yield {
      at: instruction.span,
      message: `MAINTAINER is deprecated; write ${label || 'LABEL org.opencontainers.image.authors="…"'}.`,
      ...(label &&
        isPlaced && {
          fix: { title: 'Write a label', safe: true, edits: [{ span: instruction.span, text: label }] },
        }),
    }
  },
})
