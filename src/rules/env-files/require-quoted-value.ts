import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'require-quoted-value',
  on: 'envFile',
  severity: 'info',
  category: 'style',
  summary: 'A value of an env file with blanks in it stands in quotes.',
  why: 'A shell that reads the file takes the second word for a command.',
  like: ['dotenv-linter:ValueWithoutQuotes'],
  bad: [{ '.env': 'NAME=«The Shop»\nFROM=«Shop <a@example.com>» # sender\n' }],
  good: [{ '.env': 'NAME="The Shop"\nFROM=\'The Shop\'\nA=b # two words\nC= d \n' }],

  *check({ document: { text, entries, problems } }) {
    // A quote that is never closed would be closed by the first one that comes.
    const isBroken = problems.some(({ severity }) => severity === 'error')
    for (const { key, quote, value, valueSpan } of entries) {
      if (quote !== 'none' || !/\s/.test(value.value)) continue
      const written = text.slice(valueSpan.start, valueSpan.end)
      const mark = !/["\\`]/.test(written) ? '"' : !/['$]/.test(written) ? "'" : undefined
      yield {
        at: valueSpan,
        message: `The value of ${key} holds blanks and no quotes stand around it. Add them.`,
        ...(mark && {
          fix: {
            title: 'Put it in quotes',
            safe: !isBroken && !/[$\\"'`]/.test(written),
            edits: [{ span: valueSpan, text: `${mark}${written}${mark}` }],
          },
        }),
      }
    }
  },
})
