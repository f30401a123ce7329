import { mentionsOf } from '../../deployment/stage-mentions.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-reserved-stage-name',
  on: 'stage',
  severity: 'warning',
  category: 'correctness',
  summary: 'No stage is called scratch or context.',
  why: '`FROM scratch` is the empty image and `context` the folder that is built from; the stage cannot be reached by that name.',
  like: ['hadolint:DL3063', 'buildkit:ReservedStageName'],
  bad: [
    { Dockerfile: 'FROM debian:13 AS «scratch»\n' },
    { Dockerfile: 'FROM debian:13 AS «context»\nCOPY --from=context /a /a\n' },
  ],
  good: [{ Dockerfile: 'FROM scratch AS scratch-base\nFROM debian:13 AS contexts\nFROM scratch\n' }],

  *check(stage) {
    const { name } = stage
    if (!name || !/^(?:scratch|context)$/i.test(name.value)) return
    const better = `${name.value}-stage`
    const places = name.value.toLowerCase() === 'scratch' ? [name.span] : [name.span, ...mentionsOf(stage)]
    yield {
      at: name.span,
      message: `${name.value} has a meaning of its own in FROM and --from; call the stage otherwise, such as ${better}.`,
      fix: { title: `Call it ${better}`, safe: false, edits: places.map((span) => ({ span, text: better })) },
    }
  },
})
