import { shareNetwork } from '../../deployment/networks.ts'
import { defineRule } from '../../engine/rule.ts'

const NGINX_CONF = 'server {\n  listen 80;\n  location / { proxy_pass http://«api»:8000; }\n}\n'
const GOOD_CONF = NGINX_CONF.replace(/[«»]/g, '')
const proxy = (networks: string) =>
  `services:\n  proxy:\n    image: nginx:1.31\n    volumes: [./nginx.conf:/etc/nginx/nginx.conf:ro]\n    networks: [${networks}]\n`

export default defineRule({
  id: 'no-unreachable-upstream',
  on: 'route',
  severity: 'error',
  category: 'correctness',
  summary: 'A reverse proxy shares a network with every service it passes requests on to.',
  why: 'Names are known inside one network only: nginx does not find the host and does not start, others answer every request with 502.',
  bad: [
    {
      'compose.yaml': `${proxy('edge')}  api:\n    build: .\n    networks: [data]\nnetworks:\n  edge:\n  data:\n`,
      'nginx.conf': NGINX_CONF,
    },
    // A service that names no network is on the default one.
    {
      'compose.yaml': `${proxy('edge')}  api:\n    build: .\nnetworks:\n  edge:\n`,
      'nginx.conf': NGINX_CONF,
    },
    {
      'compose.yaml': `${proxy('edge')}  api:\n    build: .\n    networks: [inner]\nnetworks:\n  edge: { name: web }\n  inner: { name: inner }\n`,
      'nginx.conf': NGINX_CONF,
    },
    {
      'compose.yaml':
        'services:\n  proxy:\n    image: caddy:2.10\n    volumes: [./Caddyfile:/etc/caddy/Caddyfile]\n    networks: [edge]\n  api:\n    build: .\n    networks: [data]\nnetworks:\n  edge:\n  data:\n',
      Caddyfile: 'example.com {\n  reverse_proxy «api»:8000\n}\n',
    },
    {
      'compose.yaml':
        'services:\n  proxy:\n    image: traefik:3.5\n    networks: [edge]\n  «api»:\n    build: .\n    networks: [data]\n    labels: [traefik.http.services.api.loadbalancer.server.port=8000]\nnetworks:\n  edge:\n  data:\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  proxy:\n    image: caddy:2.10\n    volumes: [./Caddyfile:/etc/caddy/Caddyfile]\n    networks: [edge]\n  api:\n    build: .\n    networks: [edge]\nnetworks:\n  edge:\n',
      Caddyfile: 'example.com {\n  reverse_proxy api:8000\n}\n',
    },
    {
      'compose.yaml': `${proxy('edge, data')}  api:\n    build: .\n    networks: [data]\nnetworks:\n  edge:\n  data:\n`,
      'nginx.conf': GOOD_CONF,
    },
    {
      'compose.yaml': `${proxy('default')}  api:\n    build: .\n`,
      'nginx.conf': GOOD_CONF,
    },
    // Two keys for one network.
    {
      'compose.yaml': `${proxy('edge')}  api:\n    build: .\n    networks: [web]\nnetworks:\n  edge: { name: web }\n  web: { external: true }\n`,
      'nginx.conf': GOOD_CONF,
    },
    // On the network of another container, or of the host, names mean something else.
    {
      'compose.yaml': `${proxy('edge')}  api:\n    build: .\n    network_mode: host\nnetworks:\n  edge:\n`,
      'nginx.conf': GOOD_CONF,
    },
  ],

  *check({ host, targets, proxy, environment }) {
    if (!host || environment.kind === 'example') return
    const [target] = targets
    if (!target || targets.some((each) => shareNetwork(proxy, each) !== false)) return
    const names = (service: typeof proxy) =>
      service.networks.length === 0
        ? 'the default network'
        : service.networks.map(({ network }) => network.value).join(', ')
    yield {
      at: host.span,
      message: `${proxy.name.value} (on ${names(proxy)}) and ${target.name.value} (on ${names(target)}) share no network; put both on one.`,
      related: [proxy, target].map(({ name, networks }) => ({
        at: networks[0]?.network.span ?? name.span,
        message: `The networks of ${name.value}.`,
      })),
    }
  },
})
