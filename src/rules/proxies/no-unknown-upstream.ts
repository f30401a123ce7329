import { nameList } from '../../deployment/name-list.ts'
import { hostsOnlyItKnows, isServiceName, mayKnowOtherHosts } from '../../deployment/routes.ts'
import { nearest } from '../../engine/nearest-name.ts'
import { defineRule } from '../../engine/rule.ts'

const PROXY =
  'services:\n  proxy:\n    image: nginx:1.31\n    volumes: [./nginx.conf:/etc/nginx/conf.d/default.conf:ro]\n'
const CADDY = 'services:\n  proxy:\n    image: caddy:2.10\n    volumes: [./Caddyfile:/etc/caddy/Caddyfile]\n'
const server = (pass: string) => `server {\n  listen 80;\n  location / { ${pass} }\n}\n`

/** So many services of the stack are named where none is nearly called so. */
const MOST_NAMES = 8

export default defineRule({
  id: 'no-unknown-upstream',
  on: 'route',
  severity: 'error',
  category: 'correctness',
  summary: 'Every host that a reverse proxy passes requests on to is a service of its stack.',
  why: 'nginx looks such a name up when it starts and does not start where it finds none; one it looks up later answers every request with 502.',
  bad: [
    {
      'compose.yaml': `${PROXY}  docs:\n    image: ghcr.io/acme/docs:1.4\n`,
      'nginx.conf': server('proxy_pass http://«doc»:8000/;'),
    },
    {
      'compose.yaml': `${PROXY}  api:\n    build: ./api\n`,
      'nginx.conf': `upstream backend {\n  server api:3000;\n  server «api2»:3000 backup;\n}\n${server('proxy_pass http://backend;')}`,
    },
    // Files that production and local have each for themselves.
    {
      'docker/production/compose.yaml':
        'services:\n  proxy:\n    build: { context: ../.., dockerfile: docker/production/Dockerfile }\n  web:\n    image: acme/web:2\n',
      'docker/production/Dockerfile': 'FROM nginx:1.31\nCOPY docker/nginx/site.conf /etc/nginx/conf.d/\n',
      'docker/local/compose.yaml':
        'services:\n  proxy:\n    image: nginx:1.31\n    volumes: ["../nginx:/etc/nginx/conf.d"]\n  frontend:\n    image: acme/web:2\n',
      'docker/nginx/site.conf': server('set $target http://web:80; proxy_pass «$target»;'),
    },
    {
      'compose.yaml':
        'services:\n  proxy:\n    image: nginx:1.31\n    environment: { API: "bakend:8000" }\n    volumes: [./nginx:/etc/nginx/templates]\n  backend:\n    build: .\n',
      'nginx/default.conf.template': server('proxy_pass http://«${API}»;'),
    },
    {
      'compose.yaml': `${PROXY}  php:\n    image: php:8.4-fpm\n`,
      'nginx.conf': server('fastcgi_pass "«app»:9000";'),
    },
    {
      'compose.yaml': `${CADDY}  api:\n    build: ./api\n`,
      Caddyfile:
        '(backend) {\n  reverse_proxy {args[0]}\n}\nexample.com {\n  handle_path /api/* {\n    reverse_proxy http://«apl»:3000\n  }\n  import backend «bakend»:3000\n  php_fastcgi @php {\n    to «php»:9000\n  }\n}\n',
    },
    {
      'compose.yaml': `${CADDY}    environment: { API: "apl:3000" }\n  api:\n    build: ./api\n`,
      Caddyfile: 'localhost\nreverse_proxy /api/* «{$API}» api:3000\n',
    },
    {
      'compose.yaml':
        'services:\n  proxy:\n    image: traefik:3.5\n  api:\n    image: acme/api:1\n    labels:\n      traefik.http.routers.api.service: «shop»\n      traefik.http.services.api.loadbalancer.server.port: 3000\n',
    },
  ],
  good: [
    {
      'compose.yaml': `${PROXY}    extra_hosts: ["legacy:10.0.0.7"]\n    links: ["api:backend"]\n  api:\n    build: ./api\n    container_name: acme-api\n    networks:\n      default:\n        aliases: [internal-api]\n`,
      'nginx.conf': server(
        'proxy_pass http://api; proxy_pass http://acme-api; proxy_pass http://Internal-API; proxy_pass http://legacy; proxy_pass http://backend;',
      ),
    },
    // Addresses, names of other machines, variables of a request, sockets.
    {
      'compose.yaml': PROXY,
      'nginx.conf': server(
        'proxy_pass http://10.0.0.3:80; proxy_pass https://api.example.com; proxy_pass http://$host$uri; fastcgi_pass unix:/run/php.sock; proxy_pass http://host.docker.internal:3000; proxy_pass http://[::1]:80; # proxy_pass http://old;\n',
      ),
    },
    // Other projects may be on a network that is made elsewhere; an included file may hold the group.
    {
      'compose.yaml': `${PROXY}    networks: [shared]\nnetworks:\n  shared: { external: true }\n`,
      'nginx.conf': server('proxy_pass http://wiki:80;'),
    },
    {
      'compose.yaml': PROXY,
      'nginx.conf': `include /etc/nginx/upstreams.conf;\n${server('proxy_pass http://backend;')}`,
    },
    // Name servers of its own may know any name, and so may a file that is included and missing.
    {
      'compose.yaml': `${PROXY}    dns_search: [corp.example.com]\n`,
      'nginx.conf': server('proxy_pass http://intranet;'),
    },
    {
      'compose.yaml': `${CADDY}  api:\n    build: ./api\n`,
      Caddyfile:
        '{\n  email ops@example.com\n}\nexample.com {\n  reverse_proxy api:3000 api.example.com https://10.0.0.3 :8080 unix//run/a.sock {env.API} {$API}:80 {\n    header_up Host {upstream_hostport}\n  }\n  # reverse_proxy old:80\n}\n',
    },
    {
      'compose.yaml':
        'services:\n  proxy:\n    image: traefik:3.5\n  api:\n    image: acme/api:1\n    labels:\n      - traefik.http.routers.api.service=shop\n      - traefik.http.routers.b.service=api@file\n      - traefik.http.services.shop.loadbalancer.server.port=3000\n  off:\n    image: acme/api:1\n    labels:\n      - traefik.enable=false\n      - traefik.http.routers.off.service=gone\n',
    },
    // No compose file says whose configuration it is.
    { 'nginx.conf': server('proxy_pass http://backend;') },
    {
      'compose.yaml': 'services:\n  api:\n    build: .\n',
      'nginx/nginx.conf': server('proxy_pass http://backend;'),
      Dockerfile: 'FROM node:24\nCOPY . .\n',
    },
    {
      'compose.yaml':
        'services:\n  proxy:\n    image: nginx:1.31\n    volumes: [./nginx:/etc/nginx/templates]\n',
      'nginx/default.conf.template': server('proxy_pass http://${API}:$PORT;'),
    },
  ],

  *check({ host, targets, proxy, program, environment, isResolvedAtStart, groupsAreKnown }) {
    if (!host || targets.length > 0 || environment.kind === 'example') return
    if (!isServiceName(host.value) || hostsOnlyItKnows(proxy).has(host.value)) return
    if (!groupsAreKnown || mayKnowOtherHosts(proxy)) return
    const services = [...proxy.stack.services.keys()].filter((name) => name !== proxy.name.value)
    const meant = nearest(host.value, services)
    const effect = isResolvedAtStart ? `${program} will not start` : 'every request to it fails'
    const known = services.length > 0 ? ` The stack has ${nameList(services, MOST_NAMES)}.` : ''
    yield {
      at: host.span,
      message: `${proxy.name.value} passes requests on to ${host.value}, which its stack does not have, so ${effect}.${meant ? ` Did you mean ${meant}?` : known}`,
      related: [{ at: proxy.name.span, message: `The service that runs this ${program}.` }],
    }
  },
})
