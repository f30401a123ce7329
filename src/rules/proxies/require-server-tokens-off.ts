import { effective, hasUnknownParts, mayHoldMore } from '../../deployment/nginx-levels.ts'
import { defineRule } from '../../engine/rule.ts'

const PROXY =
  'services:\n  proxy:\n    image: nginx:1.31\n    volumes: [./nginx.conf:/etc/nginx/conf.d/default.conf:ro]\n'

export default defineRule({
  id: 'require-server-tokens-off',
  on: 'server',
  severity: 'info',
  category: 'security',
  summary: 'No answer tells the version of nginx.',
  why: 'Left alone, nginx writes its version into every answer and error page, which tells whoever scans the net which holes to try.',
  like: ['gixy:version_disclosure'],
  bad: [
    { 'nginx.conf': 'http { «server» { listen 80; } }\n' },
    { 'compose.yaml': PROXY, 'nginx.conf': '«server» { listen 80; }\n' },
  ],
  good: [
    { 'nginx.conf': 'http { server_tokens off; server { listen 80; } }\n' },
    // Nobody knows what stands around it.
    { 'nginx.conf': 'server { listen 80; }\n' },
    { 'nginx.conf': 'http { include hardening/base.conf; server { listen 80; } }\n' },
    { 'nginx.local.conf': 'http { server { listen 80; } }\n' },
  ],

  *check({ level, environment, span }) {
    if (!environment.isProduction || mayHoldMore(level) || hasUnknownParts(level)) return
    if (effective(level, 'server_tokens').length > 0) return
    yield { at: span, message: 'This server tells its version; write server_tokens off; into http or here.' }
  },
})
