import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-host-spoofing',
  on: 'nginxLine',
  severity: 'warning',
  category: 'security',
  summary: 'The `Host` that is passed on is the one nginx chose the server by.',
  why: '`$http_host` is what the client wrote, also where the request line names another host: links in mails, caches and redirects of the application then lead where he likes.',
  like: ['gixy:host_spoofing'],
  bad: [
    { 'nginx.conf': 'proxy_set_header Host «$http_host»;\n' },
    { 'nginx.conf': 'location / { proxy_set_header host «"${arg_host}"»; }\n' },
  ],
  good: [
    { 'nginx.conf': 'proxy_set_header Host $host;\nproxy_set_header X-Forwarded-Host $http_host;\n' },
    { 'nginx.conf': 'location / { proxy_set_header Host api.example.com; }\n' },
  ],

  *check({ directive, environment }) {
    const [name, value] = directive.words
    if (directive.name !== 'proxy_set_header' || name?.value.toLowerCase() !== 'host' || !value) return
    if (environment.kind === 'local' || environment.kind === 'test') return
    if (!/^\$\{?(?:http_host\}?$|arg_)/.test(value.value)) return
    yield {
      at: value.span,
      message: `${value.value} is whatever the client wrote; pass on $host, or $host:$server_port where the port matters.`,
      fix: { title: 'Pass on $host', safe: false, edits: [{ span: value.span, text: '$host' }] },
    }
  },
})
