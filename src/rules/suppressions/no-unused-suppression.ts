import { defineRule } from '../../engine/rule.ts'

const COMPOSE = 'services:\n  web:\n    image: nginx:1.29\n    restart: always\n'

export default defineRule({
  id: 'no-unused-suppression',
  on: 'suppression',
  severity: 'warning',
  category: 'style',
  summary: 'Every ignore comment silences something.',
  why: 'A comment that outlived its finding hides the next one that comes up in the same place.',
  bad: [{ 'compose.yaml': `«# plimsoll-ignore no-syntax-error -- was needed once»\n${COMPOSE}` }],
  good: [{ 'compose.yaml': COMPOSE }],

  *check({ rules, span, removal, reason, isExpired, used }) {
    const idle = rules.filter(({ id, standing }) => standing === 'on' && !used.has(id))
    // A comment that is void for another reason has that reason reported.
    if (idle.length === 0 || reason === undefined || isExpired) return
    const isWhole = idle.length === rules.length
    yield {
      at: isWhole ? span : idle[0]!.span,
      message: `Nothing here is found by ${idle.map(({ id }) => id).join(', ')}; remove ${isWhole ? 'the comment' : 'it from the comment'}.`,
      ...(isWhole && {
        fix: { title: 'Remove the comment', safe: true, edits: [{ span: removal, text: '' }] },
      }),
    }
  },
})
