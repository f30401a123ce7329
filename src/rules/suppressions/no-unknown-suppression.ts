import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-unknown-suppression',
  on: 'suppression',
  severity: 'warning',
  category: 'correctness',
  summary: 'An ignore comment names rules that exist and a date that can be read.',
  why: 'A misspelt name silences nothing, and the author believes it does.',
  bad: [
    {
      'compose.yaml':
        '# plimsoll-ignore «no-such-rule» -- we know\nservices:\n  web:\n    image: nginx:1.29\n',
    },
    { '.env': '# plimsoll-ignore no-syntax-error «until=tomorrow» -- we know\nNAME="open\n' },
    { '.env': '«# plimsoll-ignore -- which one?»\nNAME=value\n' },
  ],
  good: [
    { '.env': '# plimsoll-ignore no-syntax-error until=2999-12-31 -- read by another tool\nNAME="open\n' },
  ],

  *check({ rules, until, span, removal }) {
    const remove = { title: 'Remove the comment', safe: true, edits: [{ span: removal, text: '' }] }
    if (rules.length === 0) yield { at: span, message: 'The comment names no rule to ignore.', fix: remove }
    for (const { id, span: at, standing } of rules) {
      if (standing !== 'unknown') continue
      yield { at, message: `There is no rule ${id}.`, ...(rules.length === 1 && { fix: remove }) }
    }
    if (until && !until.date) yield { at: until.span, message: 'Write the date as until=YYYY-MM-DD.' }
  },
})
