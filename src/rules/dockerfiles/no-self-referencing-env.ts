import { sameInstructionReferences } from '../../deployment/env-references.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-self-referencing-env',
  on: 'image',
  severity: 'error',
  category: 'correctness',
  summary: 'ENV does not use a variable that the same ENV sets.',
  why: 'All values of one ENV are worked out before any of them is set, so the variable still is what it was before: mostly empty.',
  like: ['hadolint:DL3044'],
  bad: [
    { Dockerfile: 'FROM debian:13\nENV HOME_DIR=/app BIN="«$HOME_DIR»/bin"\n' },
    { Dockerfile: 'FROM debian:13\nENV A=1 \\\n    B="x" \\\n    C=«${A}»\n' },
    { Dockerfile: 'FROM debian:13\nENV PATH=/a:«$PATH» PATH=/b:«${PATH}»\n' },
    { Dockerfile: 'FROM debian:13\nONBUILD ENV A=1 B=«$A»\n' },
  ],
  good: [
    { Dockerfile: 'FROM debian:13\nENV A=1\nENV A=2 B=$A\n' },
    { Dockerfile: 'FROM debian:13\nARG A\nENV A=${A} B=$A\n' },
    { Dockerfile: "FROM debian:13\nENV PATH=/app:$PATH\nENV A=1 B=$AB C='$A' D=\\$A\n" },
  ],

  *check(image) {
    for (const { variable, reference, split, isPlain } of sameInstructionReferences(image)) {
      yield {
        at: reference.span,
        message: `${variable} gets the value that ${reference.name} had before this ENV; set ${reference.name} in an ENV before it.`,
        ...(!isPlain && { like: [] }),
        ...(split && { fix: { title: 'Make it two ENV', safe: false, edits: [split] } }),
      }
    }
  },
})
