import type { NginxDirective, NginxWord } from '../../documents/nginx/document.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-multiline-header',
  on: 'nginxLine',
  severity: 'warning',
  category: 'correctness',
  summary: 'The value of a header stands on one line.',
  why: 'HTTP has no headers of several lines any more: browsers cut the policy off, HTTP/2 refuses the whole answer.',
  like: ['gixy:add_header_multiline'],
  bad: [
    { 'nginx.conf': `add_header Content-Security-Policy «"\n  default-src 'none';\n  img-src 'self'"»;\n` },
    { 'nginx.conf': "more_set_headers -t 'text/html' «'X-A: b\n  c'»;\n" },
  ],
  good: [
    { 'nginx.conf': 'add_header Content-Security-Policy\n  "default-src \'none\'"\n  always;\n' },
    { 'nginx.conf': "more_set_headers -s 404 -t 'text/html\n text/plain' 'X-A: b';\n" },
  ],

  *check({ directive }) {
    for (const word of headerValues(directive)) {
      if (!/[\r\n]/.test(word.value)) continue
      const plain = word.value.replace(/\s*[\r\n]+\s*/g, ' ').trim()
      const mark = word.quote === 'double' ? '"' : "'"
      const isPlain = word.quote !== 'none' && !plain.includes('\\') && !plain.includes(mark)
      yield {
        at: word.span,
        message: 'This header goes over several lines; write its value on one.',
        ...(isPlain && {
          fix: {
            title: 'Write the value on one line',
            safe: false,
            edits: [{ span: word.span, text: `${mark}${plain}${mark}` }],
          },
        }),
      }
    }
  },
})

/** The words of a directive that become values of headers; options of `more_set_headers` do not. */
function headerValues({ name, words }: NginxDirective): readonly NginxWord[] {
  if (name === 'add_header') return words.slice(1, 2)
  if (name !== 'more_set_headers') return []
  return words.filter(
    ({ value }, index) => !value.startsWith('-') && !/^-[st]$/.test(words[index - 1]?.value ?? ''),
  )
}
