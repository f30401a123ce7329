import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-bare-env-key',
  on: 'envFile',
  severity: 'info',
  category: 'style',
  summary: 'Every key of an env file has an equals sign behind it.',
  why: 'Compose takes the value of a bare key from the shell that starts it, so the same file means something else on each machine; most other readers skip the line.',
  like: ['dotenv-linter:KeyWithoutValue'],
  bad: [{ '.env': 'A=1\n«TOKEN»\nexport «LOG_LEVEL»\n' }],
  good: [{ '.env': 'A=\nB=1\nC: 2\n# D\n' }],

  *check({ document }) {
    for (const { key, keySpan, quote } of document.entries) {
      if (quote !== 'absent') continue
      yield {
        at: keySpan,
        message: `${key} has no equals sign, so its value is that of the shell, if it has one. Write ${key}= for an empty value, or set it.`,
        fix: {
          title: 'Make it empty',
          safe: false,
          edits: [{ span: { ...keySpan, start: keySpan.end }, text: '=' }],
        },
      }
    }
  },
})
