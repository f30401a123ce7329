import { effective, mayHoldMore } from '../../deployment/nginx-levels.ts'
import { servicesBehind } from '../../deployment/nginx-targets.ts'
import { runsOnlyNginx } from '../../deployment/proxy-configs.ts'
import { servesStaticFiles } from '../../deployment/static-site.ts'
import { defineRule } from '../../engine/rule.ts'

const wanted = ['Host', 'X-Forwarded-For', 'X-Forwarded-Proto']

export default defineRule({
  id: 'require-proxy-headers',
  on: 'nginxLine',
  severity: 'info',
  category: 'correctness',
  summary: 'The application behind nginx is told the host, the client and the scheme of a request.',
  why: 'It sees the name of the upstream as its own, the proxy as every client, and plain HTTP: redirects and links go wrong, secure cookies fail, one limit counts for all visitors.',
  bad: [
    { 'nginx.conf': 'http { server { location / { proxy_pass «http://api:8000»; } } }\n' },
    {
      'nginx.conf':
        'http { proxy_set_header Host $host; server { location / { proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_pass «http://api:8000»; } } }\n',
    },
  ],
  good: [
    {
      'nginx.conf':
        'http { server { proxy_set_header Host $host; proxy_set_header X-Forwarded-For $remote_addr; proxy_set_header x-forwarded-proto $scheme; location / { proxy_pass http://api; } } }\n',
    },
    { 'nginx.conf': 'http { server { location / { include proxy_params; proxy_pass http://api; } } }\n' },
    {
      'nginx.conf':
        'http { server { location / { proxy_set_header Forwarded "for=$remote_addr;host=$host"; proxy_set_header Host $host; proxy_pass http://api; } } }\n',
    },
    // Files need to know nothing.
    {
      'compose.yaml':
        'services:\n  proxy:\n    image: nginx:1.31\n    volumes: [./nginx.conf:/etc/nginx/nginx.conf]\n  docs:\n    image: nginx:1.31\n',
      'nginx.conf':
        'http { upstream pages { server docs:80; } server { location / { proxy_pass http://pages; } } }\n',
    },
    // Not ours behind it.
    { 'nginx.conf': 'http { server { location / { proxy_pass https://cdn.example.com; } } }\n' },
    { 'nginx.conf': 'location / { proxy_pass http://api; }\n' },
    { 'nginx.local.conf': 'http { server { location / { proxy_pass http://api; } } }\n' },
  ],

  *check({ directive, level, environment }, { project }) {
    const [word] = directive.words
    if (!environment.isProduction || directive.name !== 'proxy_pass' || !word || mayHoldMore(level)) return
    const host = /^https?:\/\/([^/:]+)/.exec(word.value)?.[1]
    if (!host || /[.$]/.test(host)) return
    const behind = servicesBehind(host, level.config, project)
    if (behind.length > 0 && behind.every((each) => runsOnlyNginx(each) || servesStaticFiles(each))) return
    const set = new Set(
      effective(level, 'proxy_set_header').map(({ words }) => words[0]?.value.toLowerCase()),
    )
    const missing = wanted.filter(
      (name) => !set.has(name.toLowerCase()) && !(set.has('forwarded') && name.startsWith('X-')),
    )
    if (missing.length === 0) return
    yield {
      at: word.span,
      message: `${host} is not told ${missing.join(', ')}; write ${missing.map((name) => `proxy_set_header ${name} ${VALUES[name]};`).join(' ')}`,
    }
  },
})

const VALUES: Readonly<Record<string, string>> = {
  Host: '$host',
  'X-Forwarded-For': '$proxy_add_x_forwarded_for',
  'X-Forwarded-Proto': '$scheme',
}
