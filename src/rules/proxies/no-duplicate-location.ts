import { isPrefix, locationsIn, type NginxLocation } from '../../deployment/nginx-servers.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-duplicate-location',
  on: 'nginxLevel',
  severity: 'error',
  category: 'correctness',
  summary: 'A server has each location once.',
  why: 'nginx does not start where two locations are the same; of two equal expressions the second is never reached.',
  bad: [
    { 'nginx.conf': 'server { location /api { return 200; } location ^~ «/api» { return 204; } }\n' },
    { 'nginx.conf': 'server { location = /a { return 200; } location «=/a» { return 204; } }\n' },
    { 'nginx.conf': 'server { location ~ \\.php$ { return 200; } location ~ «\\.php$» { return 204; } }\n' },
  ],
  good: [
    {
      'nginx.conf':
        'server { location /api { return 200; } location /api/ { return 200; } location = /api { return 200; } location ~ ^/api { return 200; } location ~* ^/api { return 200; } }\nserver { location /api { return 200; } }\n',
    },
    { 'nginx.conf': 'server { location $A { return 200; } location $A { return 200; } }\n' },
  ],

  *check(level) {
    // Files that no main one puts together need not belong to one server.
    if (level.name === 'main') return
    const seen = new Map<string, NginxLocation>()
    for (const location of locationsIn(level)) {
      if (isPrefix(location) && location.pattern.includes('$')) continue
      const key = `${isPrefix(location) ? 'prefix' : location.kind} ${location.pattern}`
      const before = seen.get(key)
      seen.set(key, before ?? location)
      if (!before) continue
      const isRegex = location.kind.includes('regex')
      yield {
        at: location.patternSpan,
        message: `There is a location ${location.pattern} already; ${isRegex ? 'this one is never reached' : 'nginx does not start with two'}. Join them.`,
        related: [{ at: before.patternSpan, message: 'The first one.' }],
      }
    }
  },
})
