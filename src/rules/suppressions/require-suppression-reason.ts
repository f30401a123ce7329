import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'require-suppression-reason',
  on: 'suppression',
  severity: 'error',
  category: 'correctness',
  summary: 'Every ignore comment says why.',
  why: 'Whoever reads it next year must be able to tell whether the exception still holds; without a reason it is void.',
  bad: [{ '.env': '«# plimsoll-ignore no-syntax-error»\nNAME=value\n' }],
  good: [{ '.env': '# plimsoll-ignore no-syntax-error -- written for another tool\nNAME="open\n' }],

  *check({ reason, rules, span, removal }) {
    if (reason !== undefined || rules.length === 0) return
    yield {
      at: span,
      message: 'Say why behind two dashes: "-- reason". Without one the comment silences nothing.',
      fix: { title: 'Remove the comment', safe: true, edits: [{ span: removal, text: '' }] },
    }
  },
})
