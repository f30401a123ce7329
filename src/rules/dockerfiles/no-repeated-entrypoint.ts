import { removeInstruction } from '../../deployment/instruction-edits.ts'
import { replacedInstructions } from '../../deployment/replaced-instructions.ts'
import { defineRule } from '../../engine/rule.ts'

const PEERS = ['buildkit:MultipleInstructionsDisallowed', 'hadolint:DL4004', 'trivy:DS-0007']

export default defineRule({
  id: 'no-repeated-entrypoint',
  on: 'stage',
  severity: 'error',
  category: 'correctness',
  summary: 'A stage has one ENTRYPOINT at most.',
  why: 'Only the last one counts. Whoever reads or changes an earlier one wonders why nothing happens.',
  like: [...PEERS, 'kics:multiple_entrypoint_instructions_listed'],
  bad: [
    { Dockerfile: 'FROM debian:13\n«ENTRYPOINT ["/one"]»\nENTRYPOINT ["/two"]\n' },
    {
      Dockerfile:
        'FROM debian:13 AS build\n«ENTRYPOINT ["/one"]»\nRUN make\n«ENTRYPOINT ["/two"]»\nENTRYPOINT ["/three"]\nFROM debian:13\n',
    },
  ],
  good: [
    { Dockerfile: 'FROM debian:13 AS one\nENTRYPOINT ["/one"]\nFROM one\nENTRYPOINT ["/two"]\n' },
    { Dockerfile: 'FROM debian:13\nENTRYPOINT ["/one"]\nONBUILD ENTRYPOINT ["/two"]\n' },
  ],

  *check(stage) {
    for (const { instruction, next } of replacedInstructions(stage, 'ENTRYPOINT')) {
      yield {
        at: instruction.span,
        message: 'This ENTRYPOINT has no effect, since a later one replaces it; keep one of them.',
        like:
          stage === stage.image.finalStage
            ? [...PEERS, 'kics:multiple_entrypoint_instructions_listed']
            : PEERS,
        related: [{ at: next.span, message: 'This one replaces it.' }],
        fix: { title: 'Remove it', safe: false, edits: [removeInstruction(stage.image, instruction)] },
      }
    }
  },
})
