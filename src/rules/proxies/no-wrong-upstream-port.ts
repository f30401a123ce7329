import { type ListeningPort, listeningPorts, mentionsPort } from '../../deployment/listening-ports.ts'
import type { Service } from '../../deployment/service.ts'
import { defineRule } from '../../engine/rule.ts'

const PROXY =
  'services:\n  proxy:\n    image: nginx:1.31\n    volumes: [./nginx.conf:/etc/nginx/conf.d/default.conf:ro]\n'
const server = (pass: string) => `server {\n  listen 80;\n  location / { ${pass} }\n}\n`

export default defineRule({
  id: 'no-wrong-upstream-port',
  on: 'route',
  severity: 'warning',
  category: 'correctness',
  summary: 'The port that a reverse proxy passes requests on to is one that the service listens on.',
  why: 'Nobody listens there: every request ends in 502, while all containers look healthy.',
  bad: [
    {
      'compose.yaml': `${PROXY}  api:\n    build: .\n`,
      Dockerfile: 'FROM node:24\nEXPOSE 3000\nCMD ["node", "server.js"]\n',
      'nginx.conf': server('proxy_pass http://api:«8000»/;'),
    },
    // Port 80 is meant where none is written.
    {
      'compose.yaml': `${PROXY}  api:\n    build: .\n`,
      Dockerfile: 'FROM node:24\nEXPOSE 3000\nCMD ["node", "server.js"]\n',
      'nginx.conf': server('proxy_pass http://«api»;'),
    },
    // The port of the host means nothing inside the network.
    {
      'compose.yaml': `${PROXY}  api:\n    image: acme/api:2\n    ports: ["8081:3000"]\n`,
      'nginx.conf': server('proxy_pass http://api:«8081»;'),
    },
    {
      'compose.yaml': `${PROXY}  docs:\n    image: python:3.14\n    command: sh -c "pip install mkdocs && mkdocs serve --dev-addr 0.0.0.0:8001"\n`,
      'nginx.conf': `upstream docs { server docs:«8000»; }\n${server('proxy_pass http://docs;')}`,
    },
    {
      'compose.yaml': `${PROXY}  site:\n    image: nginxinc/nginx-unprivileged:1.31\n  api:\n    image: acme/api:2\n    expose: [8000]\n`,
      'nginx.conf': server('proxy_pass http://site:«80»; proxy_pass http://api:«9000»;'),
    },
    {
      'compose.yaml':
        'services:\n  proxy:\n    image: caddy:2.10\n    volumes: [./Caddyfile:/etc/caddy/Caddyfile]\n  api:\n    image: acme/api:2\n    expose: [8000]\n',
      Caddyfile:
        'example.com {\n  route /api/* {\n    reverse_proxy http://api:«9000»\n  }\n  reverse_proxy «api»\n}\n',
    },
    {
      'compose.yaml':
        'services:\n  proxy:\n    image: traefik:3.5\n  api:\n    image: acme/api:2\n    expose: [8000]\n    labels:\n      - traefik.http.routers.api.rule=Host(`api.example.com`)\n      - traefik.http.services.api.loadbalancer.server.port=«9000»\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  caddy:\n    image: caddy:2.10\n    volumes: [./Caddyfile:/etc/caddy/Caddyfile]\n  traefik:\n    image: traefik:3.5\n  api:\n    image: acme/api:2\n    expose: [8000]\n    labels:\n      traefik.http.services.api.loadbalancer.server.port: 8000\n',
      Caddyfile:
        'example.com {\n  reverse_proxy api:{$API_PORT:8000} api:{$OTHER_PORT}\n  respond /x api:9000\n}\n',
    },
    {
      'compose.yaml': `${PROXY}  api:\n    build: .\n    ports: ["8081:3000", "9229-9230:9229-9230"]\n`,
      Dockerfile: 'FROM node:24\nARG PORT=8000\nEXPOSE $PORT\nCMD ["node", "server.js"]\n',
      'nginx.conf': server(
        'proxy_pass http://api:3000; proxy_pass http://api:8000; proxy_pass http://api:9230;',
      ),
    },
    // Nobody says where it listens: what is published need not be all.
    {
      'compose.yaml': `${PROXY}  api:\n    build: .\n    ports: ["9090:9090"]\n  other:\n    image: acme/other:1\n`,
      Dockerfile: 'FROM node:24\nCMD ["node", "server.js"]\n',
      'nginx.conf': server('proxy_pass http://api:8000; proxy_pass http://other:1234;'),
    },
    // What it starts with names the port; EXPOSE is only a note.
    {
      'compose.yaml': `${PROXY}  api:\n    build: .\n    command: gunicorn -b 0.0.0.0:8000 app:app\n  web:\n    build: .\n    environment: { PORT: 4000 }\n  job:\n    build: .\n    environment: [PORT]\n`,
      Dockerfile: 'FROM python:3.14\nEXPOSE 5000\nCMD ["python", "app.py"]\n',
      'nginx.conf': server(
        'proxy_pass http://api:8000; proxy_pass http://web:4000; proxy_pass http://job:7000;',
      ),
    },
    // A configuration of its own may make it listen anywhere; so may the image below.
    {
      'compose.yaml': `${PROXY}  site:\n    image: nginx:1.31\n    volumes: [./site:/etc/nginx/conf.d]\n  app:\n    build: .\n`,
      Dockerfile: 'FROM php:8.4-apache\nEXPOSE 443\n',
      'nginx.conf': server('proxy_pass http://site:8080; proxy_pass http://app;'),
    },
    // A script that waits for another server.
    {
      'compose.yaml': `${PROXY}  api:\n    build: .\n`,
      Dockerfile:
        'FROM node:24\nCMD until pg_isready --host db --port 5432; do sleep 1; done; exec node server.js\n',
      'nginx.conf': server('proxy_pass http://api:3000;'),
    },
    {
      'compose.yaml': `${PROXY}  api:\n    build: .\n`,
      Dockerfile: 'FROM node:24\nEXPOSE 3000\n',
      'nginx.conf': server(
        'set $port 8000; proxy_pass http://api:$arg_port; proxy_pass http://$upstream:8000;',
      ),
    },
  ],

  *check({ host, port, portIsWritten, targets, environment, program }) {
    const [target] = targets
    if (!host || !port || !target || targets.length > 1 || environment.kind === 'example') return
    const listening = listeningPorts(target)
    if (listening.some((each) => each.port === port.value) || mentionsPort(target, port.value)) return
    const name = target.name.value
    const published = target.ports.find((each) => isPublishedAs(each, port.value))
    const telling = listening.filter(isTelling)
    const right = published?.target.first ?? telling[0]?.port
    if (right === undefined) return
    const reason = published
      ? `which is its port on the host; inside the stack it is ${right}`
      : `and ${declarations(name, telling)}`
    const place = published?.span ?? telling[0]?.span
    yield {
      at: port.span,
      message: `${program} asks ${name} for port ${port.value}${portIsWritten ? '' : ' (no port is written)'}, ${reason}. Write ${program === 'Traefik' ? '' : `${host.value}:`}${right}.`,
      ...(place && { related: [{ at: place, message: `${name} says so here.` }] }),
    }
  },
})

function isPublishedAs({ published, target }: Service['ports'][number], port: number): boolean {
  return published?.first === port && published.last === port && target.first === target.last
}

/** Whether it tells of every port there is, as far as anybody wrote that down. */
function isTelling({ by }: ListeningPort): boolean {
  return by !== 'ports' && by !== 'base'
}

const BY = { command: 'in its command', expose: 'in expose', EXPOSE: 'by EXPOSE', image: 'by its image' }

/** Each port once, with the strongest of those that name it. */
function declarations(name: string, telling: readonly ListeningPort[]): string {
  const told = new Set<number>()
  const kinds = (['command', 'expose', 'EXPOSE', 'image'] as const).flatMap((kind) => {
    const ports = telling.flatMap(({ by, port }) => (by === kind && !told.has(port) ? [port] : []))
    for (const port of ports) told.add(port)
    return ports.length > 0 ? [`${[...new Set(ports)].join(' and ')} ${BY[kind]}`] : []
  })
  return `${name} declares ${kinds.join(', ')}`
}
