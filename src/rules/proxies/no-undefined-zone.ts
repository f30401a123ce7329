import { everywhere, hasUnknownParts, mayHoldMore } from '../../deployment/nginx-levels.ts'
import type { NginxDirective } from '../../documents/nginx/document.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-undefined-zone',
  on: 'nginxLine',
  severity: 'error',
  category: 'correctness',
  summary: 'Zones, caches and log formats that a block uses are defined.',
  why: 'nginx does not start.',
  bad: [
    { 'nginx.conf': 'http { server { location /login { limit_req zone=«login» burst=5; } } }\n' },
    { 'nginx.conf': 'http { server { limit_conn «a» 5; proxy_cache «b»; access_log /dev/stdout «c»; } }\n' },
  ],
  good: [
    {
      'nginx.conf':
        'http { limit_req_zone $remote_addr zone=login:10m rate=1r/s; limit_conn_zone $remote_addr zone=a:10m; proxy_cache_path /c keys_zone=b:10m; log_format c "$remote_addr"; server { limit_req zone=login; limit_conn a 5; proxy_cache b; access_log /dev/stdout c; } }\n',
    },
    {
      'nginx.conf':
        'http { server { proxy_cache off; proxy_cache $b; access_log /a combined; access_log off; access_log /a buffer=1k; access_log syslog:server=a; } }\n',
    },
    { 'nginx.conf': 'server { limit_req zone=login; }\n' },
    { 'nginx.conf': 'http { include zones/*.conf; server { limit_req zone=login; } }\n' },
  ],

  *check({ directive, level }) {
    const use = usedIn(directive)
    if (!use || use.name.includes('$') || mayHoldMore(level) || hasUnknownParts(level.config.root)) return
    // The main file of an image has a format of its own.
    if (use.by === 'log_format' && use.name === 'main') return
    if (everywhere(level.config, use.by).some((other) => defines(other, use.by, use.name))) return
    const word = directive.words[use.index]!
    yield {
      at: {
        ...word.span,
        start: word.span.start + word.value.indexOf(use.name) + (word.quote === 'none' ? 0 : 1),
        end: word.quote === 'none' ? word.span.end : word.span.end - 1,
      },
      message: `No ${use.by} defines ${use.name}, so nginx does not start; define it in http, or correct the name.`,
    }
  },
})

/** What a directive needs: by what that is defined, its name, and the word that names it. */
function usedIn({ name, words }: NginxDirective): { by: string; name: string; index: number } | undefined {
  const values = words.map(({ value }) => value)
  if (name === 'limit_req') {
    const index = values.findIndex((value) => value.startsWith('zone='))
    return index === -1 ? undefined : { by: 'limit_req_zone', name: values[index]!.slice(5), index }
  }
  const [first, second] = values
  if (name === 'limit_conn' && first) return { by: 'limit_conn_zone', name: first, index: 0 }
  const cache = /^(proxy|fastcgi|uwsgi|scgi)_cache$/.exec(name)?.[1]
  if (cache && first && first !== 'off') return { by: `${cache}_cache_path`, name: first, index: 0 }
  const isFormat =
    name === 'access_log' && second && !second.includes('=') && second !== 'combined' && first !== 'off'
  return isFormat ? { by: 'log_format', name: second, index: 1 } : undefined
}

function defines({ words }: NginxDirective, by: string, wanted: string): boolean {
  if (by === 'log_format') return words[0]?.value === wanted
  return words.some(
    ({ value }) => value.startsWith(`zone=${wanted}:`) || value.startsWith(`keys_zone=${wanted}:`),
  )
}
