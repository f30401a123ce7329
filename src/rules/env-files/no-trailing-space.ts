import { linesIn } from '../../documents/env/lines.ts'
import { defineRule } from '../../engine/rule.ts'

const PEER = 'dotenv-linter:TrailingWhitespace'

export default defineRule({
  id: 'no-trailing-space',
  on: 'envFile',
  severity: 'info',
  category: 'style',
  summary: 'No line of an env file ends in blanks.',
  why: 'Nobody sees them, and `docker run --env-file` makes them part of the value: a password that is right and refused.',
  like: [PEER],
  bad: [{ '.env': 'A=1«  »\n« »\nB="x"«\t»\n' }],
  good: [{ '.env': 'A=1\nB="x  \n  y"\n# note  \nC=\n' }],

  *check({ document: { text, path }, document }) {
    for (const { kind, span } of linesIn(document)) {
      const blanks = kind === 'comment' ? '' : /[ \t]*$/.exec(text.slice(span.start, span.end))![0]
      if (blanks === '') continue
      const at = { path, start: span.end - blanks.length, end: span.end }
      yield {
        at,
        message: 'The line ends in blanks. Remove them.',
        fix: { title: 'Remove the blanks', safe: true, edits: [{ span: at, text: '' }] },
        like: blanks.endsWith(' ') ? [PEER] : [],
      }
    }
  },
})
