import { own } from '../../deployment/nginx-levels.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-allow-without-deny',
  on: 'nginxLine',
  severity: 'error',
  category: 'security',
  summary: 'A list of who may come in ends in `deny all`.',
  why: 'Whom no line of the list names is let in: `allow` alone keeps nobody out.',
  like: ['gixy:allow_without_deny'],
  bad: [
    { 'nginx.conf': 'location /admin { «allow 10.0.0.0/8;» }\n' },
    { 'nginx.conf': 'server { deny all; location /a { «allow 10.0.0.1;» allow 10.0.0.2; } }\n' },
  ],
  good: [
    { 'nginx.conf': 'location /admin { allow 10.0.0.0/8; deny all; }\nlocation /a { allow all; }\n' },
    { 'nginx.conf': 'location /admin { allow 10.0.0.1; deny 10.0.0.0/8; }\n' },
    { 'nginx.conf': 'location /admin { allow 10.0.0.1; include snippets/deny.conf; }\n' },
  ],

  *check({ directive, level }) {
    if (directive.name !== 'allow' || directive !== first(level.directives) || level.hasUnknownInclude) return
    if (own(level, 'deny').length > 0) return
    const last = own(level, 'allow').at(-1)!
    const at = { ...last.span, start: last.span.end }
    yield {
      at: directive.span,
      message: 'Nobody is denied here, so this list keeps nobody out; end it with deny all;.',
      fix: { title: 'Deny all others', safe: false, edits: [{ span: at, text: ' deny all;' }] },
    }
  },
})

/** The first line of the list that names somebody. */
function first(
  directives: readonly { readonly name: string; readonly words: readonly { readonly value: string }[] }[],
) {
  return directives.find(({ name, words }) => name === 'allow' && words[0]?.value !== 'all')
}
