import { own } from '../../deployment/nginx-levels.ts'
import type { NginxDirective } from '../../documents/nginx/document.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-unsafe-if',
  on: 'nginxLevel',
  severity: 'warning',
  category: 'correctness',
  summary: 'An `if` in a location only returns or rewrites.',
  why: 'An `if` is a location of its own that replaces the one around it: `try_files` is forgotten, of two that hold only the last one counts, headers get lost.',
  like: ['gixy:if_is_evil'],
  bad: [
    { 'nginx.conf': 'location / { if ($arg_a) { «add_header X-A b;» } }\n' },
    { 'nginx.conf': 'location / { if ($arg_a) { «proxy_pass http://b;» rewrite ^ /c break; } }\n' },
    { 'nginx.conf': 'location / { try_files $uri /index.html; if ($arg_a) { «set $b 1;» } }\n' },
  ],
  good: [
    {
      'nginx.conf':
        'location / {\n  if ($arg_a) { return 403; }\n  if ($arg_b) { rewrite ^ /c last; }\n  if ($arg_d) { set $e 1; }\n  if ($arg_f) { set $g 1; rewrite ^ https://h permanent; }\n}\n',
    },
    { 'nginx.conf': 'server { if ($arg_a) { set $b 1; } location / { try_files $uri =404; } }\n' },
  ],

  *check(level) {
    if (level.name !== 'if' || level.parent?.name !== 'location' || level.directives.some(ends)) return
    const hasFallback = own(level.parent, 'try_files').length > 0
    const bad = level.directives.find(({ name }) => (hasFallback ? true : !REWRITING.test(name)))
    if (!bad) return
    yield {
      at: bad.span,
      message: hasFallback
        ? 'Where this if holds, the try_files of the location is forgotten; put the test into a map, or return.'
        : `${bad.name} in an if of a location does not add to the location but replaces it; use a map, or locations of their own.`,
      related: [{ at: level.head!.nameSpan, message: 'This is the if.' }],
    }
  },
})

const REWRITING = /^(?:set|rewrite|break|return|set_by_lua.*)$/

/** The location that the `if` makes never gets to answer. */
function ends({ name, words }: NginxDirective): boolean {
  if (name === 'return') return true
  if (name !== 'rewrite') return false
  return (
    /^(?:last|redirect|permanent)$/.test(words[2]?.value ?? '') ||
    /^(?:https?:|\$scheme)/.test(words[1]?.value ?? '')
  )
}
