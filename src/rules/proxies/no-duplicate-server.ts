import { type NginxListen, type NginxServer, serversOf } from '../../deployment/nginx-servers.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-duplicate-server',
  on: 'server',
  severity: 'warning',
  category: 'correctness',
  summary: 'A name is served once on each port.',
  why: 'nginx only warns and ignores the later one: what it is configured to serve is never reached.',
  bad: [
    {
      'nginx.conf':
        'server { listen 80; server_name a.example.com; }\nserver { listen 80; server_name b.example.com «a.example.com»; }\n',
    },
    {
      'nginx/nginx.conf': 'http { include conf.d/*.conf; }\n',
      'nginx/conf.d/a.conf': 'server { listen 443 ssl; server_name a.example.com; }\n',
      'nginx/conf.d/b.conf': 'server { listen 0.0.0.0:443 ssl; server_name «A.example.com»; }\n',
    },
    { 'nginx.conf': 'server { listen 80; }\n«server» { listen 80; }\n' },
  ],
  good: [
    {
      'nginx.conf':
        'server { listen 80; server_name a; }\nserver { listen 443 ssl; server_name a; }\nserver { listen 127.0.0.1:80; server_name a; }\nserver { listen [::]:80; server_name a; }\n',
    },
    {
      'nginx.conf':
        'server { listen 80; server_name $HOST_A; }\nserver { listen 80; server_name $HOST_A; }\nserver { listen ${PORT}; }\nserver { listen $PORT; }\n',
    },
    { 'nginx.conf': 'stream { server { listen 80; } server { listen 81; } }\n' },
  ],

  *check(server) {
    const all = serversOf(server.config)
    const index = all.findIndex(({ level }) => level === server.level)
    for (const other of all.slice(0, index)) {
      const listen = server.listens.find((each) => other.listens.some((before) => isSame(each, before)))
      const name =
        listen && namesOf(server).find(({ text }) => namesOf(other).some((each) => each.text === text))
      if (!name) continue
      yield {
        at: name.span,
        message: `${name.text === '' ? 'Another server without a name' : `Another server with the name ${name.text}`} listens on port ${listen.port} too, so nginx ignores this one; join the two, or change a name.`,
        related: [{ at: other.span, message: 'This one is served.' }],
      }
      return
    }
  },
})

function isSame(one: NginxListen, other: NginxListen): boolean {
  return one.port !== undefined && one.port === other.port && one.address === other.address
}

function namesOf({ names, span }: NginxServer) {
  const written = names.map((word) => ({ text: word.value.toLowerCase(), span: word.span }))
  return written.length === 0
    ? [{ text: '', span }]
    : written.filter(({ text }) => !text.includes('$') || text.startsWith('~'))
}
