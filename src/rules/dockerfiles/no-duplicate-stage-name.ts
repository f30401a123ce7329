import { stagesNamed } from '../../deployment/stage-names.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-duplicate-stage-name',
  on: 'stage',
  severity: 'error',
  category: 'correctness',
  summary: 'Every stage has a name of its own.',
  why: 'A later FROM, COPY --from or --target takes the last of that name, and what the other does is lost without a word.',
  like: [
    'hadolint:DL3024',
    'buildkit:DuplicateStageName',
    'trivy:DS-0012',
    'checkov:CKV_DOCKER_11',
    'kics:same_alias_in_different_froms',
  ],
  bad: [
    { Dockerfile: 'FROM debian:12 AS build\nFROM debian:13 AS «build»\n' },
    { Dockerfile: 'FROM debian:12 AS build\nFROM node:24\nFROM debian:13 as «Build»\n' },
  ],
  good: [{ Dockerfile: 'FROM debian:13 AS build\nFROM debian:13 AS test\nFROM debian:13\nFROM debian:13\n' }],

  *check(stage) {
    const { name, image, from } = stage
    const same = name ? stagesNamed(image, name.value) : []
    const earlier = same[same.indexOf(stage) - 1]
    if (!name || !earlier?.name || !from) return
    const isExact = earlier.name.value === name.value
    const areLower = from.asKeyword?.value === 'as' && earlier.from?.asKeyword?.value === 'as'
    const peers = ['buildkit:DuplicateStageName']
    if (isExact) peers.push('hadolint:DL3024')
    if (isExact && areLower) peers.push('checkov:CKV_DOCKER_11', 'kics:same_alias_in_different_froms')
    // Trivy takes two lines that are the same for one.
    if (from.image?.value !== earlier.from?.image?.value) peers.push('trivy:DS-0012')
    yield {
      at: name.span,
      message: `Another stage is called ${name.value} already; give this one a name of its own.`,
      like: peers,
      related: [{ at: earlier.name.span, message: `${earlier.name.value} is here.` }],
    }
  },
})
