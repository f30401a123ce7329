import { isLoopback } from '../../deployment/host-names.ts'
import { listeningPorts } from '../../deployment/listening-ports.ts'
import { runsOnlyNginx } from '../../deployment/proxy-configs.ts'
import { defineRule } from '../../engine/rule.ts'

const PROXY =
  'services:\n  proxy:\n    image: nginx:1.31\n    volumes: [./nginx.conf:/etc/nginx/conf.d/default.conf:ro]\n'
const API = '  api:\n    build: ./api\n    ports: ["3000:3000"]\n'
const server = (pass: string) => `server {\n  listen 80;\n  location / { ${pass} }\n}\n`

export default defineRule({
  id: 'no-localhost-upstream',
  on: 'route',
  severity: 'error',
  category: 'correctness',
  summary: 'A reverse proxy in a container of its own does not look for services on localhost.',
  why: 'Inside a container localhost is that container, where nothing but nginx runs: every request ends in 502.',
  bad: [
    { 'compose.yaml': PROXY + API, 'nginx.conf': server('proxy_pass http://«localhost»:3000;') },
    {
      'compose.yaml': `services:\n  proxy:\n    build: ./nginx\n${API}`,
      'nginx/Dockerfile':
        'FROM nginx:1.31-alpine\nCOPY site.conf /etc/nginx/conf.d/default.conf\nCMD ["nginx", "-g", "daemon off;"]\n',
      'nginx/site.conf': `upstream api { server «127.0.0.1»:3000; }\n${server('proxy_pass http://api;')}`,
    },
  ],
  good: [
    { 'compose.yaml': PROXY + API, 'nginx.conf': server('proxy_pass http://api:3000;') },
    // The host's own network, or that of a container that joins it.
    {
      'compose.yaml': `${PROXY}    network_mode: host\n${API}`,
      'nginx.conf': server('proxy_pass http://localhost:3000;'),
    },
    {
      'compose.yaml': `${PROXY}  api:\n    build: ./api\n    network_mode: service:proxy\n`,
      'nginx.conf': server('proxy_pass http://localhost:3000;'),
    },
    // nginx itself answers there.
    {
      'compose.yaml': PROXY,
      'nginx.conf': `${server('proxy_pass http://127.0.0.1:8080;')}server { listen 127.0.0.1:8080; }\n`,
    },
    // Other programs run beside nginx.
    {
      'compose.yaml': 'services:\n  app:\n    build: .\n',
      Dockerfile:
        'FROM nginx:1.31\nCOPY nginx.conf /etc/nginx/nginx.conf\nCMD ["supervisord", "-c", "/etc/supervisord.conf"]\n',
      'nginx.conf': server('fastcgi_pass 127.0.0.1:9000;'),
    },
    {
      'compose.yaml': 'services:\n  app:\n    build: .\n',
      Dockerfile: 'FROM php:8.4-fpm\nRUN apt-get install -y nginx\nCOPY nginx.conf /etc/nginx/nginx.conf\n',
      'nginx.conf': server('fastcgi_pass 127.0.0.1:9000;'),
    },
  ],

  *check({ host, port, proxy, proxyPorts, environment }) {
    if (!host || !isLoopback(host.value) || environment.kind === 'example') return
    if (proxy.networkMode || !runsOnlyNginx(proxy) || (port && proxyPorts.has(port.value))) return
    const others = [...proxy.stack.services.values()].filter((service) => service !== proxy)
    if (others.some(({ networkMode }) => networkMode?.value === `service:${proxy.name.value}`)) return
    const meant = others.filter((service) =>
      listeningPorts(service).some((each) => each.port === port?.value),
    )
    const advice =
      meant.length === 1 ? `write ${meant[0]!.name.value}:${port?.value}` : 'write the name of the service'
    yield {
      at: host.span,
      message: `${host.value} is the container of ${proxy.name.value} itself, where only nginx runs; ${advice}.`,
      related: [{ at: proxy.name.span, message: 'The service that runs this nginx.' }],
    }
  },
})
