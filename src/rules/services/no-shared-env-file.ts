import { nameList } from '../../deployment/name-list.ts'
import { runsInProduction } from '../../deployment/profiles.ts'
import { excessiveEnvFiles } from '../../deployment/received-secrets.ts'
import { defineRule } from '../../engine/rule.ts'

const MOST_NAMES = 5
const ENV = 'POSTGRES_PASSWORD=\nSTRIPE_SECRET_KEY=\nJWT_SECRET=\nLOG_LEVEL=info\n'
const APP = '  api:\n    image: ghcr.io/acme/api:1\n    env_file: .env\n'

export default defineRule({
  id: 'no-shared-env-file',
  on: 'service',
  severity: 'warning',
  category: 'security',
  summary: 'A database, cache, queue or proxy gets no secrets of the application.',
  why: 'Whoever gets into the proxy or the database reads the keys for payment and sign-in out of its environment, and every change of one restarts them all.',
  bad: [
    { 'compose.yaml': `services:\n  db:\n    image: postgres:17\n    env_file: «.env»\n${APP}`, '.env': ENV },
    {
      'compose.yaml': `services:\n  proxy:\n    image: nginx:1.29\n    env_file:\n      - «.env»\n      - proxy.env\n${APP}`,
      '.env': ENV,
      'proxy.env': 'NGINX_HOST=example.com\n',
    },
    {
      'compose.yaml': `services:\n  cache:\n    build: ./cache\n    env_file:\n      - path: «.env»\n${APP}`,
      'cache/Dockerfile': 'FROM redis:8\nCOPY redis.conf /etc/redis.conf\n',
      '.env': ENV,
    },
    // The policy says of one of them that it may have it; this is about the others.
    {
      'plimsoll.yaml':
        'environments:\n  production:\n    variables:\n      STRIPE_SECRET_KEY: { services: [api, db] }\nrules: {}\n',
      'compose.yaml': `services:\n  db:\n    image: postgres:17\n    env_file: «.env»\n${APP}`,
      '.env': ENV,
    },
  ],
  good: [
    {
      'compose.yaml': `services:\n  db:\n    image: postgres:17\n    env_file: db.env\n  proxy:\n    image: traefik:v3.5\n    env_file: proxy.env\n${APP}`,
      '.env': ENV,
      'db.env': 'POSTGRES_PASSWORD=\nDB_PASSWORD=\n',
      'proxy.env': 'CF_DNS_API_TOKEN=\n',
    },
    // One's own programs may need anything.
    {
      'compose.yaml': `services:\n  worker:\n    image: ghcr.io/acme/worker:1\n    env_file: .env\n${APP}`,
      '.env': ENV,
    },
    // Its command, or its configuration, asks for it.
    {
      'compose.yaml':
        'services:\n  cache:\n    image: redis:8\n    env_file: .env\n    command: sh -c "redis-server --requirepass $$JWT_SECRET"\n  proxy:\n    image: caddy:2.10\n    env_file: proxy.env\n    volumes: [./Caddyfile:/etc/caddy/Caddyfile]\n',
      '.env': 'JWT_SECRET=\n',
      'proxy.env': 'UPLOAD_TOKEN=\n',
      Caddyfile: 'example.com {\n  header X-Token {$UPLOAD_TOKEN}\n}\n',
    },
    {
      'compose.local.yaml': `services:\n  db:\n    image: postgres:17\n    env_file: .env\n${APP}`,
      '.env': ENV,
    },
    // What the policy forbids no-uncontracted-receiver finds at the same place.
    {
      'plimsoll.yaml':
        'environments:\n  production:\n    variables:\n      STRIPE_SECRET_KEY: { services: [api] }\nrules: {}\n',
      'compose.yaml': `services:\n  db:\n    image: postgres:17\n    env_file: .env\n${APP}`,
      '.env': ENV,
    },
    {
      'compose.yaml': 'services:\n  db:\n    image: postgres:17\n    env_file: .env\n',
      '.env': 'POSTGRES_PASSWORD=\nDATABASE_URL=\nPUBLIC_URL=https://example.com\n',
    },
  ],

  *check(service, { project }) {
    if (!runsInProduction(service)) return
    for (const { mention, label, names } of excessiveEnvFiles(service, project.files)) {
      yield {
        at: mention.span,
        message: `${service.name.value} gets ${nameList(names, MOST_NAMES)} from ${mention.path}, which ${label} does not read; give it an env file of its own.`,
      }
    }
  },
})
