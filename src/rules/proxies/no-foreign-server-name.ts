import { defineRule } from '../../engine/rule.ts'

const policy = 'extends: []\nenvironments:\n  production:\n    hosts: [example.com, www.example.com]\n'

export default defineRule({
  id: 'no-foreign-server-name',
  on: 'server',
  severity: 'warning',
  category: 'correctness',
  summary: 'The names that nginx serves are hosts of the environment.',
  why: 'A name of another environment or a typing error is answered by whatever server comes first, with its certificate.',
  bad: [
    {
      'plimsoll.yaml': policy,
      'compose.production.yaml':
        'services:\n  web:\n    image: nginx:1.31\n    volumes: [./site.nginx.conf:/etc/nginx/conf.d/default.conf]\n',
      'site.nginx.conf': 'server { server_name example.com «wwww.example.com»; }\n',
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

  *check({ environment, names, config }) {
    const hosts = environment.policy.hosts?.map((host) => host.toLowerCase().replace(/:\d+$/, ''))
    if (!hosts || hosts.length === 0 || !config.service) return
    for (const { value, span } of names) {
      const name = value.toLowerCase()
      if (!/^(?:\*?\.)?(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*$/.test(name)) continue
      if (/\.(?:localhost|local|internal|test|example|lan)$/.test(name)) continue
      const domain = name.replace(/^\*?\./, '')
      const isOpen = domain !== name
      if (hosts.some((host) => host === domain || (isOpen && host.endsWith(`.${domain}`)))) continue
      yield {
        at: span,
        message: `${value} is no host of ${environment.name} (${hosts.slice(0, 3).join(', ')}${hosts.length > 3 ? ' …' : ''}); correct it, or add it to hosts in the policy.`,
      }
    }
  },
})
