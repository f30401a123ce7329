import { lostHeaders, SECURITY_HEADERS } from '../../deployment/nginx-headers.ts'
import { own } from '../../deployment/nginx-levels.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-lost-security-header',
  on: 'nginxLevel',
  severity: 'warning',
  category: 'security',
  summary: 'A block that adds headers repeats the security headers of the blocks around it.',
  why: 'nginx inherits `add_header` only where a block has none of its own. One more header in a location takes all the others away, and nobody sees it.',
  like: ['gixy:add_header_redefinition'],
  bad: [
    {
      'nginx.conf':
        'server {\n  add_header X-Frame-Options DENY always;\n  location /a { «add_header» Cache-Control no-store; }\n}\n',
    },
    {
      'nginx.conf':
        'http {\n  add_header X-Content-Type-Options nosniff;\n  server { location / { if ($arg_a) { «add_header» X-A b; } } }\n}\n',
    },
    {
      'nginx/nginx.conf': 'http { add_header X-Frame-Options DENY; include conf.d/*.conf; }\n',
      'nginx/conf.d/site.conf': 'server { «add_header» X-A b; }\n',
    },
  ],
  good: [
    {
      'nginx.conf':
        'server {\n  add_header X-Frame-Options DENY always;\n  location /a { add_header X-A b; add_header x-frame-options SAMEORIGIN; }\n  location /b { expires 1d; }\n}\n',
    },
    { 'nginx.conf': 'server { add_header X-A b; location / { add_header X-C d; } }\n' },
    {
      'nginx.conf':
        'server { add_header_inherit merge; add_header X-Frame-Options DENY; location / { add_header X-A b; } }\n',
    },
    {
      'nginx.conf':
        'server { add_header X-Frame-Options DENY; location / { include snippets/headers.conf; add_header X-A b; } }\n',
    },
  ],

  *check(level) {
    const lost = lostHeaders(level).filter(({ name }) => SECURITY_HEADERS.has(name))
    if (lost.length === 0 || level.hasUnknownInclude) return
    const names = [...new Set(lost.map(({ directive }) => directive.words[0]!.value))]
    yield {
      at: own(level, 'add_header')[0]!.nameSpan,
      message: `This ${level.name} has an add_header of its own, so it no longer sends ${names.join(', ')}; repeat ${names.length === 1 ? 'it' : 'them'} here.`,
      related: lost.map(({ nameSpan }) => ({ at: nameSpan, message: 'This one is lost.' })),
    }
  },
})
