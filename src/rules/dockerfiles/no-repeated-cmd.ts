import { removeInstruction } from '../../deployment/instruction-edits.ts'
import { replacedInstructions } from '../../deployment/replaced-instructions.ts'
import { defineRule } from '../../engine/rule.ts'

const PEERS = ['buildkit:MultipleInstructionsDisallowed', 'hadolint:DL4003', 'trivy:DS-0016']

export default defineRule({
  id: 'no-repeated-cmd',
  on: 'stage',
  severity: 'warning',
  category: 'correctness',
  summary: 'A stage has one CMD at most.',
  why: 'Only the last one counts. Whoever reads or changes an earlier one wonders why nothing happens.',
  like: [...PEERS, 'kics:multiple_cmd_instructions_listed'],
  bad: [
    { Dockerfile: 'FROM debian:13\n«CMD ["/one"]»\nCMD ["/two"]\n' },
    {
      Dockerfile:
        'FROM debian:13 AS build\n«CMD ["/one"]»\nRUN make\n«CMD ["/two"]»\nCMD ["/three"]\nFROM debian:13\n',
    },
  ],
  good: [
    { Dockerfile: 'FROM debian:13 AS one\nCMD ["/one"]\nFROM one\nCMD ["/two"]\n' },
    { Dockerfile: 'FROM debian:13\nCMD ["/one"]\nONBUILD CMD ["/two"]\n' },
  ],

  *check(stage) {
    for (const { instruction, next } of replacedInstructions(stage, 'CMD')) {
      yield {
        at: instruction.span,
        message: 'This CMD has no effect, since a later one replaces it; keep one of them.',
        like: stage === stage.image.finalStage ? [...PEERS, 'kics:multiple_cmd_instructions_listed'] : PEERS,
        related: [{ at: next.span, message: 'This one replaces it.' }],
        fix: { title: 'Remove it', safe: false, edits: [removeInstruction(stage.image, instruction)] },
      }
    }
  },
})
