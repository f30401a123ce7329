import type { NginxLevel } from '../../deployment/nginx-levels.ts'
import { isPrefix, readLocation } from '../../deployment/nginx-servers.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-unusable-proxy-path',
  on: 'nginxLine',
  severity: 'error',
  category: 'correctness',
  summary: 'A `proxy_pass` has a path only where there is a part of the request to put it in the place of.',
  why: 'nginx does not start: in a location of a regular expression, a named one or an `if` it cannot know what to replace.',
  bad: [
    { 'nginx.conf': 'location ~ ^/api { proxy_pass «http://api:8000/»; }\n' },
    {
      'nginx.conf':
        'location @app { proxy_pass «http://api/app»; }\nlocation / { if ($arg_a) { proxy_pass «http://b/c»; } }\n',
    },
  ],
  good: [
    {
      'nginx.conf':
        'location ~ ^/api { proxy_pass http://api:8000; }\nlocation @app { proxy_pass http://api; }\n',
    },
    {
      'nginx.conf':
        'location ~ ^/api/(\\d+) { proxy_pass http://api/$1; }\nlocation = /a { proxy_pass http://api/b; }\n',
    },
    { 'nginx.conf': 'location ~ ^/a { proxy_pass http://unix:/run/app.sock; }\n' },
  ],

  *check({ directive, level }) {
    const [word] = directive.words
    if (directive.name !== 'proxy_pass' || !word || word.value.includes('$')) return
    if (!/^https?:\/\/(?:unix:[^:]*:\/|(?!unix:)[^/?#]+[/?#])/.test(word.value)) return
    const place = placeOf(level)
    if (!place) return
    yield {
      at: word.span,
      message: `nginx refuses a path behind the host in ${place}; leave it out, and use rewrite … break to change the path.`,
    }
  },
})

function placeOf(level: NginxLevel): string | undefined {
  if (level.name === 'if' || level.name === 'limit_except') return `an ${level.name}`.replace('an l', 'a l')
  const location = readLocation(level)
  if (!location || isPrefix(location) || location.kind === 'exact') return undefined
  return location.kind === 'named' ? 'a named location' : 'a location of a regular expression'
}
