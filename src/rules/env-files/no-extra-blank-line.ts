import { linesIn } from '../../documents/env/lines.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-extra-blank-line',
  on: 'envFile',
  severity: 'info',
  category: 'style',
  summary: 'One blank line parts the groups of an env file, and none stands at its end.',
  why: 'Gaps that mean nothing hide those that do, and make differences between env files harder to read.',
  like: ['dotenv-linter:ExtraBlankLine'],
  bad: [{ '.env': 'A=1\n\n«»\n«»\nB=2\n' }, { '.env': '\n«  »\nA=1\n' }, { '.env': 'A=1\n\n«»' }],
  good: [{ '.env': '\nA="one\n\n\ntwo"\n\n# B\nB=2\n' }],

  *check({ document }) {
    const lines = linesIn(document)
    for (const [index, { kind, span }] of lines.entries()) {
      const before = lines[index - 1]
      if (kind !== 'blank' || before?.kind !== 'blank') continue
      const isFirst = lines[index - 2]?.kind !== 'blank'
      const after = lines.slice(index).findIndex((line) => line.kind !== 'blank')
      const last = after === -1 ? lines.at(-1)! : lines[index + after - 1]!
      yield {
        at: span,
        message: 'This blank line follows another one. Remove it.',
        ...(isFirst && {
          fix: {
            title: 'Remove all but the first of these blank lines',
            safe: true,
            edits: [{ span: { ...span, start: before.span.end, end: last.span.end }, text: '' }],
          },
        }),
      }
    }
  },
})
