import { isPrefix, readLocation } from '../../deployment/nginx-servers.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-proxy-path-mismatch',
  on: 'nginxLine',
  severity: 'warning',
  category: 'correctness',
  summary: 'A location and the path of its `proxy_pass` both end in a slash, or neither does.',
  why: 'nginx puts the path of `proxy_pass` in the place of the location: from /api/users becomes //users or /v1users, which the application does not know.',
  bad: [
    { 'nginx.conf': 'location /api { proxy_pass «http://api:8000/»; }\n' },
    { 'nginx.conf': 'location /api/ { proxy_pass «http://api:8000/v1»; }\n' },
  ],
  good: [
    {
      'nginx.conf':
        'location /api { proxy_pass http://api:8000; }\nlocation /a/ { proxy_pass http://api/; }\nlocation /b { proxy_pass http://api/c; }\nlocation / { proxy_pass http://api/; }\n',
    },
    {
      'nginx.conf':
        'location = /api { proxy_pass http://api/; }\nlocation /c { rewrite ^/c/(.*) /$1 break; proxy_pass http://api/; }\n',
    },
    {
      'nginx.conf':
        'location /d { proxy_pass http://api/$request_uri; }\nlocation /e/ { proxy_pass http://api/f?path=; }\nlocation /g { proxy_pass http://unix:/run/a.sock; }\n',
    },
  ],

  *check({ directive, level }) {
    const [word] = directive.words
    const location = readLocation(level)
    if (directive.name !== 'proxy_pass' || !word || !location || !isPrefix(location)) return
    if (word.value.includes('$') || level.directives.some(({ name }) => name === 'rewrite')) return
    const path = /^https?:\/\/(?!unix:)[^/]+(\/[^?]*)$/.exec(word.value)?.[1]
    const { pattern } = location
    if (path === undefined || pattern.endsWith('/') === path.endsWith('/')) return
    const becomes = `${path}${`${pattern.replace(/\/$/, '')}/users`.slice(pattern.length)}`
    yield {
      at: word.span,
      message: `${pattern.replace(/\/$/, '')}/users becomes ${becomes} here; ${advice(pattern, path)}`,
      related: [{ at: location.patternSpan, message: 'This part is replaced.' }],
    }
  },
})

function advice(pattern: string, path: string): string {
  return path.endsWith('/')
    ? `write location ${pattern}/, or no slash behind the host to leave the path as it is.`
    : `write ${path}/ behind the host.`
}
