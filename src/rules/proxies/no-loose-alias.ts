import { looseAliases } from '../../deployment/nginx-aliases.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-loose-alias',
  on: 'nginxLine',
  severity: 'warning',
  category: 'security',
  summary: 'A location with an `alias` ends in a slash or is an exact one.',
  why: '`location /home` also answers `/home-old/x`, for which nginx then reads the folder beside the one that is meant.',
  like: ['gixy:alias_traversal'],
  bad: [
    { 'nginx.conf': 'location «/files» { alias /srv/files; }\n' },
    { 'nginx.conf': 'location «/robots.txt» { alias /srv/robots.txt; }\n' },
  ],
  good: [
    {
      'nginx.conf':
        'location /files/ { alias /srv/files; }\nlocation = /robots.txt { alias /srv/robots.txt; }\n',
    },
  ],

  *check(line) {
    const loose = looseAliases(line)
    if (!loose || loose.path.value.endsWith('/')) return
    const { pattern, patternSpan } = loose.location
    yield {
      at: patternSpan,
      message: `${pattern} also matches what only begins so, and serves it from beside ${loose.path.value}; write location = ${pattern} for a file, a slash behind both for a folder.`,
    }
  },
})
