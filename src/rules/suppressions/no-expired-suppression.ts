import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-expired-suppression',
  on: 'suppression',
  severity: 'error',
  category: 'correctness',
  summary: 'No ignore comment is past its date.',
  why: 'Somebody promised to mend it by then; until it is mended the finding counts again.',
  bad: [
    {
      '.env':
        '# plimsoll-ignore no-syntax-error «until=2020-01-31» -- until the new parser is out\nNAME=value\n',
    },
  ],
  good: [
    {
      '.env':
        '# plimsoll-ignore no-syntax-error until=2999-12-31 -- until the new parser is out\nNAME="open\n',
    },
  ],

  *check({ isExpired, until, removal }) {
    if (!isExpired || !until) return
    yield {
      at: until.span,
      message: 'This exception has ended; mend what it hides, or set a new date.',
      fix: { title: 'Remove the comment', safe: true, edits: [{ span: removal, text: '' }] },
    }
  },
})
