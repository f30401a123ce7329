import { removeInstruction } from '../../deployment/instruction-edits.ts'
import { replacedInstructions } from '../../deployment/replaced-instructions.ts'
import { defineRule } from '../../engine/rule.ts'

const PEERS = ['buildkit:MultipleInstructionsDisallowed', 'hadolint:DL3012', 'trivy:DS-0023']

export default defineRule({
  id: 'no-repeated-healthcheck',
  on: 'stage',
  severity: 'error',
  category: 'correctness',
  summary: 'A stage has one HEALTHCHECK at most.',
  why: 'Only the last one counts. Whoever reads or changes an earlier one wonders why nothing happens.',
  like: PEERS,
  bad: [
    { Dockerfile: 'FROM debian:13\n«HEALTHCHECK CMD ["/one"]»\nHEALTHCHECK CMD ["/two"]\n' },
    {
      Dockerfile:
        'FROM debian:13 AS build\n«HEALTHCHECK CMD ["/one"]»\nRUN make\n«HEALTHCHECK CMD ["/two"]»\nHEALTHCHECK NONE\nFROM debian:13\n',
    },
  ],
  good: [
    { Dockerfile: 'FROM debian:13 AS one\nHEALTHCHECK CMD ["/one"]\nFROM one\nHEALTHCHECK CMD ["/two"]\n' },
    { Dockerfile: 'FROM debian:13\nHEALTHCHECK CMD ["/one"]\nONBUILD HEALTHCHECK CMD ["/two"]\n' },
  ],

  *check(stage) {
    for (const { instruction, next } of replacedInstructions(stage, 'HEALTHCHECK')) {
      yield {
        at: instruction.span,
        message: 'This HEALTHCHECK has no effect, since a later one replaces it; keep one of them.',
        like: PEERS,
        related: [{ at: next.span, message: 'This one replaces it.' }],
        fix: { title: 'Remove it', safe: false, edits: [removeInstruction(stage.image, instruction)] },
      }
    }
  },
})
