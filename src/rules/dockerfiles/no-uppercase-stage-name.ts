import { mentionsOf } from '../../deployment/stage-mentions.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-uppercase-stage-name',
  on: 'stage',
  severity: 'info',
  category: 'style',
  summary: 'Names of stages are in lower case.',
  why: 'They are told from instructions at a glance, and FROM finds them: the builder keeps them in lower case.',
  like: ['buildkit:StageNameCasing'],
  bad: [
    { Dockerfile: 'FROM node:24 AS «Build»\nFROM nginx:1.29\nCOPY --from=Build /a /a\n' },
    { Dockerfile: 'FROM node:24 AS «BASE»\nFROM base\nRUN --mount=from=BASE,target=/b make\n' },
  ],
  good: [{ Dockerfile: 'FROM node:24 AS build-2\nFROM Registry.example.com/a:1 AS x\n' }],

  *check(stage) {
    const { name } = stage
    const lower = name?.value.toLowerCase()
    if (!name || !lower || name.value === lower) return
    const edits = [name.span, ...mentionsOf(stage)].map((span) => ({ span, text: lower }))
    yield {
      at: name.span,
      message: `Write ${lower} instead of ${name.value}.`,
      fix: { title: `Call it ${lower}`, safe: true, edits },
    }
  },
})
