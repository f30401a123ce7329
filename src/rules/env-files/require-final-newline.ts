import { linesIn } from '../../documents/env/lines.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'require-final-newline',
  on: 'envFile',
  severity: 'info',
  category: 'style',
  summary: 'The last line of an env file ends with a line break.',
  why: 'What is appended to the file, by a person or by `echo >>`, becomes part of the last value otherwise.',
  like: ['dotenv-linter:EndingBlankLine'],
  bad: [{ '.env': 'A=1\nB=2«»' }, { 'api.env': '# nothing yet«»' }],
  good: [{ '.env': 'A=1\n' }, { '.env': 'A=1\r\n' }, { '.env': '' }],

  *check({ document }) {
    const last = linesIn(document).at(-1)
    if (!last || last.span.start === document.text.length) return
    const at = { path: document.path, start: document.text.length, end: document.text.length }
    yield {
      at,
      message: 'The last line has no line break. Add one.',
      fix: { title: 'Add a line break', safe: true, edits: [{ span: at, text: '\n' }] },
    }
  },
})
