import { looseAliases } from '../../deployment/nginx-aliases.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-alias-traversal',
  on: 'nginxLine',
  severity: 'error',
  category: 'security',
  summary: 'A location ends in a slash where its `alias` does.',
  why: '`location /files` also answers `/files../`, and with `alias /srv/files/` nginx then reads /srv/files/../, the folder above.',
  like: ['gixy:alias_traversal'],
  bad: [
    { 'nginx.conf': 'location «/files» { alias /srv/files/; }\n' },
    { 'nginx.conf': 'server { location /a/ { location «^~/a/b» { alias "/srv/b/"; } } }\n' },
  ],
  good: [
    { 'nginx.conf': 'location /files/ { alias /srv/files/; }\nlocation = /a { alias /srv/; }\n' },
    { 'nginx.conf': 'location ~ ^/files { alias /srv/files/; }\nlocation /files { root /srv/; }\n' },
    // Only beside the folder, which another rule is about.
    { 'nginx.conf': 'location /favicon.ico { alias /srv/favicon.ico; }\n' },
  ],

  *check(line) {
    const loose = looseAliases(line)
    if (!loose?.path.value.endsWith('/')) return
    const { pattern, patternSpan } = loose.location
    const at = { ...patternSpan, start: patternSpan.end }
    const isPlain = patternSpan.end - patternSpan.start === pattern.length
    yield {
      at: patternSpan,
      message: `${pattern}../ leads out of ${loose.path.value}; write location ${pattern}/.`,
      related: [{ at: loose.path.span, message: 'This is the folder.' }],
      ...(isPlain && {
        fix: { title: 'End the location in a slash', safe: false, edits: [{ span: at, text: '/' }] },
      }),
    }
  },
})
