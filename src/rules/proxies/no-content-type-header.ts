import { own } from '../../deployment/nginx-levels.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-content-type-header',
  on: 'nginxLine',
  severity: 'warning',
  category: 'correctness',
  summary: 'The type of an answer is set by `default_type`, not by `add_header`.',
  why: '`add_header` adds a second Content-Type to the one nginx sends anyway; which of the two a client takes is chance.',
  like: ['gixy:add_header_content_type'],
  bad: [
    { 'nginx.conf': 'location /health { «add_header Content-Type text/plain»; return 200 ok; }\n' },
    { 'nginx.conf': '«add_header content-type "application/json" always»;\n' },
  ],
  good: [
    { 'nginx.conf': 'location /health { default_type text/plain; return 200 ok; }\n' },
    { 'nginx.conf': 'add_header X-Content-Type-Options nosniff;\n' },
    // What stood there before is hidden.
    { 'nginx.conf': 'proxy_hide_header Content-Type;\nadd_header Content-Type text/plain;\n' },
  ],

  *check({ directive, level }) {
    const [name, value, always] = directive.words
    if (directive.name !== 'add_header' || name?.value.toLowerCase() !== 'content-type' || !value) return
    const isHidden = own(level, 'proxy_hide_header').some(
      ({ words }) => words[0]?.value.toLowerCase() === 'content-type',
    )
    if (isHidden) return
    const at = { ...directive.span, end: (always ?? value).span.end }
    const isAlone = own(level, 'return').length > 0 && own(level, 'default_type').length === 0
    yield {
      at,
      message: `This adds a second Content-Type; write default_type ${value.value}.`,
      ...(isAlone && {
        fix: {
          title: 'Write default_type',
          safe: false,
          edits: [{ span: at, text: `default_type ${sourceOf(value.quote, value.value)}` }],
        },
      }),
    }
  },
})

function sourceOf(quote: string, value: string): string {
  const mark = quote === 'single' ? "'" : '"'
  return quote === 'none' ? value : `${mark}${value}${mark}`
}
