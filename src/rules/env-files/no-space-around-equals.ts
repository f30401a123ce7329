import { defineRule } from '../../engine/rule.ts'

const PEER = 'dotenv-linter:SpaceCharacter'

export default defineRule({
  id: 'no-space-around-equals',
  on: 'envFile',
  severity: 'info',
  category: 'style',
  summary: 'No blanks stand around the equals sign of an env file.',
  why: 'Compose drops them; `docker run --env-file` makes them part of the value, and a shell takes the line for a command.',
  like: [PEER],
  bad: [{ '.env': 'A« = »1\nB«= »"x = y"\nexport C« =»2\nD«=  »\n' }],
  good: [{ '.env': 'A=1\nB=" x"\nC: 2\n D=x =y\nE\n' }],

  *check({ document: { text, path, entries } }) {
    for (const { key, keySpan, valueSpan, separator, quote } of entries) {
      if (separator !== '=') continue
      const isEmpty = quote === 'none' && valueSpan.start === valueSpan.end
      const blanks = isEmpty ? /[ \t]*/y : /(?=)/y
      blanks.lastIndex = valueSpan.start
      const end = valueSpan.start + blanks.exec(text)![0].length
      const gap = text.slice(keySpan.end, end)
      if (gap === '=') continue
      // The other tool looks at spaces, and at lines with a single equals sign.
      const isTold = / =|= /.test(gap) && !text.slice(valueSpan.start, valueSpan.end).includes('=')
      const at = { path, start: keySpan.end, end }
      yield {
        at,
        message: `Blanks stand around the equals sign of ${key}. Remove them.`,
        fix: { title: 'Remove the blanks', safe: true, edits: [{ span: at, text: '=' }] },
        like: isTold ? [PEER] : [],
      }
    }
  },
})
