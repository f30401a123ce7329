import { sentHeaders } from '../../deployment/nginx-headers.ts'
import { hasUnknownParts, mayHoldMore } from '../../deployment/nginx-levels.ts'
import { answerOf } from '../../deployment/nginx-servers.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'require-hsts',
  on: 'server',
  severity: 'info',
  category: 'security',
  summary: 'A server with TLS tells browsers never to come without.',
  why: 'Until Strict-Transport-Security was seen, each first request goes out in plain, where anybody in between can keep the visitor on plain HTTP.',
  bad: [{ 'nginx.conf': 'http { «server» { listen 443 ssl; root /srv; } }\n' }],
  good: [
    {
      'nginx.conf':
        'http { add_header strict-transport-security "max-age=31536000"; server { listen 443 ssl; root /srv; } server { listen 80; } }\n',
    },
    // The application may send it.
    { 'nginx.conf': 'http { server { listen 443 ssl; location / { proxy_pass http://app; } } }\n' },
    { 'nginx.conf': 'server { listen 443 ssl; root /srv; }\n' },
    { 'nginx.local.conf': 'http { server { listen 443 ssl; root /srv; } }\n' },
  ],

  *check({ environment, level, isTls, locations, span }) {
    if (!environment.isProduction || !isTls || mayHoldMore(level) || hasUnknownParts(level)) return
    const levels = [level, ...locations.map((location) => location.level)]
    const isAnswered = levels.every((each) => answerOf(each) !== 'pass') && answerOf(level) !== 'refuse'
    const isSent = levels.some((each) =>
      sentHeaders(each).some(({ name }) => name === 'strict-transport-security'),
    )
    if (!isAnswered || isSent) return
    yield {
      at: span,
      message:
        'No Strict-Transport-Security is sent here; write add_header Strict-Transport-Security "max-age=31536000" always;.',
    }
  },
})
