import { linesIn } from '../../documents/env/lines.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'require-leading-letter',
  on: 'envFile',
  severity: 'info',
  category: 'style',
  summary: 'A line of an env file begins with the letter or underscore that its key begins with.',
  why: 'A blank before a key is part of it for some readers, and a key that begins with a digit or a sign is none for a shell.',
  like: ['dotenv-linter:LeadingCharacter'],
  bad: [{ '.env': '«  »A=1\n«.»B=2\n«1»C=3\n«\t»export D=4\n' }, { 'api.env': '«-.»KEY=1\n«456»=1\n' }],
  good: [{ '.env': 'A=1\n_B=2\nexport C=3\n  # D\n\nE="\n F=1"\n' }],

  *check({ document }) {
    for (const line of linesIn(document)) {
      if (line.kind !== 'entry') continue
      const { span, entry } = line
      const head = document.text.slice(span.start, entry.keySpan.end)
      const lead = /^[^\p{L}_]*/u.exec(head)![0]
      if (lead === '') continue
      const at = { ...span, end: span.start + lead.length }
      const isBlank = lead.trim() === ''
      yield {
        at,
        message: isBlank
          ? `${entry.key} is indented. Remove the blanks.`
          : `${entry.key} does not begin with a letter or an underscore. Rename it.`,
        ...(lead !== head && {
          fix: {
            title: 'Remove what stands before the letter',
            safe: isBlank,
            edits: [{ span: at, text: '' }],
          },
        }),
      }
    }
  },
})
