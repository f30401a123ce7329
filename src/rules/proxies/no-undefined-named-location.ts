import { hasUnknownParts, outward } from '../../deployment/nginx-levels.ts'
import { locationsIn } from '../../deployment/nginx-servers.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-undefined-named-location',
  on: 'nginxLine',
  severity: 'error',
  category: 'correctness',
  summary: 'A named location that `try_files` or `error_page` leads to is in the server.',
  why: 'nginx starts, and every request that gets there ends in 500.',
  bad: [
    {
      'nginx.conf':
        'server { location / { try_files $uri «@app»; } location @api { proxy_pass http://api; } }\n',
    },
    { 'nginx.conf': 'server { error_page 404 = «@missing»; }\n' },
  ],
  good: [
    {
      'nginx.conf':
        'server { location / { try_files $uri @app; error_page 404 @app; } location @app { return 200; } }\n',
    },
    {
      'nginx.conf':
        'server { location / { try_files $uri @app; include more/*.conf; } }\nlocation / { try_files $uri @app; }\n',
    },
    { 'nginx.conf': 'server { location / { try_files /@app/x /@b $uri =404; } }\n' },
  ],

  *check({ directive, level }) {
    if (directive.name !== 'try_files' && directive.name !== 'error_page') return
    const word = directive.words.at(-1)
    const server = [...outward(level)].find(({ name }) => name === 'server')
    if (!word?.value.startsWith('@') || word.value.includes('$') || !server || hasUnknownParts(server)) return
    if (locationsIn(server).some(({ kind, pattern }) => kind === 'named' && pattern === word.value)) return
    yield {
      at: word.span,
      message: `This server has no location ${word.value}; write it, or correct the name.`,
    }
  },
})
