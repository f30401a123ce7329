import { defineRule } from '../../engine/rule.ts'

const policy = 'extends: []\nenvironments:\n  production:\n    hosts: [example.com, www.example.com]\n'

export default defineRule({
  id: 'no-foreign-server-name',
  on: 'servedName',
  severity: 'warning',
  category: 'correctness',
  summary: 'The names that a reverse proxy serves are hosts of the environment.',
  why: 'A name of another environment or a typing error is answered by whatever server comes first, with its certificate.',
  bad: [
    {
      'plimsoll.yaml': policy,
      'compose.production.yaml':
        'services:\n  web:\n    image: nginx:1.31\n    volumes: [./site.nginx.conf:/etc/nginx/conf.d/default.conf]\n',
      'site.nginx.conf': 'server { server_name example.com «wwww.example.com»; }\n',
    },
    {
      'plimsoll.yaml': policy,
      'compose.production.yaml':
        'services:\n  web:\n    image: caddy:2.10\n    volumes: [./Caddyfile:/etc/caddy/Caddyfile]\n',
      Caddyfile:
        'example.com, https://«wwww.example.com»:8443 {\n  respond ok\n}\nhttp://:80 {\n  respond ok\n}\n{$HOST} {\n  respond ok\n}\n',
    },
    {
      'plimsoll.yaml': policy,
      'compose.production.yaml':
        'services:\n  web:\n    image: acme/web:2\n    labels:\n      - traefik.http.routers.web.rule=Host(`example.com`) || Host(`«wwww.example.com»`)\n',
    },
  ],
  good: [
    {
      'plimsoll.yaml': policy,
      'compose.production.yaml':
        'services:\n  web:\n    image: nginx:1.31\n    volumes: [./site.nginx.conf:/etc/nginx/conf.d/default.conf]\n',
      'site.nginx.conf':
        'server { server_name EXAMPLE.com .example.com *.example.com _ "" localhost $HOST 10.0.0.1 ~^a api api.internal; }\n',
    },
    { 'nginx.conf': 'server { server_name a.example.org; }\n' },
  ],

  *check({ environment, name: { value, span } }) {
    const hosts = environment.policy.hosts?.map((host) => host.toLowerCase().replace(/:\d+$/, ''))
    if (!hosts || hosts.length === 0) return
    const name = value.toLowerCase()
    if (!/^(?:\*?\.)?(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*$/.test(name)) return
    if (/\.(?:localhost|local|internal|test|example|lan)$/.test(name)) return
    const domain = name.replace(/^\*?\./, '')
    const isOpen = domain !== name
    if (hosts.some((host) => host === domain || (isOpen && host.endsWith(`.${domain}`)))) return
    yield {
      at: span,
      message: `${value} is no host of ${environment.name} (${hosts.slice(0, 3).join(', ')}${hosts.length > 3 ? ' …' : ''}); correct it, or add it to hosts in the policy.`,
    }
  },
})
