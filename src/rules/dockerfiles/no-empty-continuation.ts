import { removeLines } from '../../deployment/instruction-edits.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-empty-continuation',
  on: 'instruction',
  severity: 'warning',
  category: 'correctness',
  summary: 'No blank line stands inside an instruction that goes on over several lines.',
  why: 'The builder skips it today and says it will be an error; a reader takes the instruction for finished.',
  like: ['buildkit:NoEmptyContinuation'],
  bad: [{ Dockerfile: 'FROM debian:13\nRUN make \\\n«»\n  && make install\n' }],
  good: [
    { Dockerfile: 'FROM debian:13\nRUN make \\\n  # why\n  && make install\n\nCMD ["app"]\n' },
    { Dockerfile: 'FROM debian:13\nRUN <<EOF\nmake\n\nmake install\nEOF\n' },
  ],

  *check(instruction) {
    // The instruction that ONBUILD wraps has the same lines.
    if (instruction.onbuild) return
    for (const at of instruction.emptyContinuations) {
      yield {
        at,
        message: `This blank line stands inside ${instruction.keyword}; take it out, or make it a comment.`,
        fix: { title: 'Remove the line', safe: true, edits: [removeLines(instruction.image, at)] },
      }
    }
  },
})
