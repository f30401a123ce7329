import { isSwitchedOff } from '../../documents/env/control-comments.ts'
import type { EnvEntry } from '../../documents/env/document.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-duplicate-env-key',
  on: 'envFile',
  severity: 'error',
  category: 'correctness',
  summary: 'An env file sets each key once.',
  why: 'Compose takes the last value and other readers the first, so the same file means different things.',
  like: ['dotenv-linter:DuplicatedKey'],
  bad: [{ '.env': 'FOO=1\nBAR=2\n«FOO»=3\nexport «FOO»=4\n' }, { 'api.env': 'KEY=1\n«KEY»="two\nlines"\n' }],
  good: [{ '.env': 'FOO=1\nfoo=2\n# FOO=3\nBAR=$FOO\n' }],

  *check({ document }) {
    const first = new Map<string, EnvEntry>()
    for (const entry of document.entries) {
      // Who switches the check off for a part of the file has it look at the rest as if that were not there.
      if (isSwitchedOff(document, 'DuplicatedKey', entry.span.start)) continue
      const earlier = first.get(entry.key)
      if (!earlier) {
        first.set(entry.key, entry)
        continue
      }
      const { span, key, keySpan } = entry
      const isOneLine = !document.text.slice(span.start, span.end).includes('\n')
      yield {
        at: keySpan,
        message: `${key} is set again; Compose takes the last value. Keep the one that is meant.`,
        related: [{ at: earlier.keySpan, message: 'It is set here first.' }],
        ...(isOneLine && {
          fix: {
            title: 'Switch the later line off, so that the first value counts',
            safe: false,
            edits: [{ span: { path: span.path, start: span.start, end: span.start }, text: '# ' }],
          },
        }),
      }
    }
  },
})
