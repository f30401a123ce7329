import { linesIn } from '../../documents/env/lines.ts'
import { defineRule } from '../../engine/rule.ts'

const PEER = 'dotenv-linter:QuoteCharacter'
/** What Compose reads otherwise without quotes, and what a shell does. */
const NEEDS_QUOTES = /[\s$#&=\\'"`;|<>(){}[\]*?!~]/

export default defineRule({
  id: 'no-needless-quotes',
  on: 'envFile',
  severity: 'info',
  category: 'style',
  summary: 'A value of an env file has quotes only where something in it needs them.',
  why: 'Compose takes them off and `docker run --env-file` does not, so the program gets a value with quotes in it.',
  like: [PEER],
  bad: [{ '.env': 'A=«"b"»\nexport B=«\'007\'»\nC=«""»\nD=«"x"» # note\n' }],
  good: [
    { '.env': 'A=b\nB="b c"\nC="$A"\nD="a#b"\nE="it\'s"\nF=\'{"a":1}\'\nG="a\\nb"\nH="a=b"\nI="one\ntwo"\n' },
  ],

  *check({ document }) {
    for (const line of linesIn(document)) {
      if (line.kind !== 'entry' || !/^(?:single|double)$/.test(line.entry.quote)) continue
      const { key, valueSpan } = line.entry
      const written = document.text.slice(valueSpan.start, valueSpan.end)
      const inner = written.slice(1, -1)
      const isClosed = written.length > 1 && written.endsWith(written[0]!)
      if (!isClosed || NEEDS_QUOTES.test(inner)) continue
      yield {
        at: valueSpan,
        message: `Nothing in the value of ${key} needs the quotes around it. Remove them.`,
        fix: { title: 'Remove the quotes', safe: false, edits: [{ span: valueSpan, text: inner }] },
        // The other tool takes a comment behind the value for a part of it.
        like: valueSpan.end === line.span.end ? [PEER] : [],
      }
    }
  },
})
