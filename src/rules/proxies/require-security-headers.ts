import { sentHeaders } from '../../deployment/nginx-headers.ts'
import { hasUnknownParts, mayHoldMore, type NginxLevel, settingOf } from '../../deployment/nginx-levels.ts'
import { answerOf, isPrefix, type NginxServer } from '../../deployment/nginx-servers.ts'
import { defineRule } from '../../engine/rule.ts'

const PROXY =
  'services:\n  web:\n    image: nginx:1.31\n    volumes: [./nginx.conf:/etc/nginx/conf.d/default.conf:ro]\n'
const SENT =
  "add_header X-Content-Type-Options nosniff always; add_header Content-Security-Policy \"default-src 'self'; frame-ancestors 'none'\" always; add_header Referrer-Policy same-origin always;"

export default defineRule({
  id: 'require-security-headers',
  on: 'server',
  severity: 'warning',
  category: 'security',
  summary: 'Pages that nginx serves itself are sent with security headers.',
  why: 'Nothing behind it can send them: without, the pages can be framed by others, run scripts of anybody, and leak full addresses to every site they link to.',
  bad: [
    { 'compose.yaml': PROXY, 'nginx.conf': '«server» { listen 80; root /usr/share/nginx/html; }\n' },
    {
      'nginx.conf':
        'http { «server» { listen 80; add_header X-Frame-Options DENY; location / { root /srv; try_files $uri /index.html; } location /api { proxy_pass http://api; } } }\n',
    },
  ],
  good: [
    { 'compose.yaml': PROXY, 'nginx.conf': `server { listen 80; root /srv; ${SENT} }\n` },
    // What stands around it or is included may send them; so may the application.
    { 'nginx.conf': 'server { listen 80; root /srv; }\n' },
    { 'nginx.conf': 'http { server { root /srv; include snippets/headers.conf; } }\n' },
    {
      'nginx.conf':
        'http { server { location / { proxy_pass http://app; } location /static/ { root /srv; } } }\n',
    },
    { 'nginx.conf': 'http { server { listen 80; return 301 https://$host$request_uri; } }\n' },
    { 'nginx.conf': 'http { server { listen 80; location /health { return 200 ok; } } }\n' },
    { 'nginx.local.conf': 'http { server { root /srv; } }\n' },
  ],

  *check(server) {
    const { environment, level, span } = server
    if (!environment.isProduction || mayHoldMore(level) || hasUnknownParts(level)) return
    const page = pageLevel(server)
    if (!page) return
    const headers = sentHeaders(page)
    const has = (name: string, part = '') =>
      headers.some((each) => each.name === name && each.value.toLowerCase().includes(part))
    const missing = [
      has('x-content-type-options') ? [] : 'X-Content-Type-Options',
      has('content-security-policy') ? [] : 'Content-Security-Policy',
      has('x-frame-options') || has('content-security-policy', 'frame-ancestors') ? [] : 'X-Frame-Options',
      has('referrer-policy') ? [] : 'Referrer-Policy',
    ].flat()
    if (missing.length === 0 || headers.some(({ value }) => value.includes('${'))) return
    yield {
      at: span,
      message: `The pages of this server are sent without ${missing.join(', ')}; add ${missing.length === 1 ? 'it' : 'them'} by add_header … always.`,
    }
  },
})

/** Where the start page comes from, if nginx itself serves it from files. */
function pageLevel({ level, locations }: NginxServer): NginxLevel | undefined {
  if (answerOf(level) !== 'files') return undefined
  const root = locations.find((each) => isPrefix(each) && each.pattern === '/')
  const page = root?.level ?? level
  const isServed = answerOf(page) === 'files' && settingOf(page, 'root') !== undefined
  return isServed && !page.levels.some((inner) => inner.name === 'if') ? page : undefined
}
