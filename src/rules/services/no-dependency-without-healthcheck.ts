import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-dependency-without-healthcheck',
  on: 'service',
  severity: 'error',
  category: 'correctness',
  summary: 'A service that others wait for with `service_healthy` has a healthcheck.',
  why: 'Docker refuses to start a service whose dependency can never become healthy, so the deploy stops half-way.',
  bad: [
    {
      'compose.yaml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1.0\n    depends_on:\n      db:\n        condition: «service_healthy»\n  db:\n    image: postgres:17\n',
    },
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    depends_on:\n      api: { condition: «service_healthy» }\n  api:\n    build: .\n',
      Dockerfile: 'FROM node:24\nCMD ["node", "server.js"]\n',
    },
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    depends_on:\n      api: { condition: «service_healthy» }\n  api:\n    build: .\n    healthcheck: { disable: true }\n',
      Dockerfile: 'FROM node:24\nHEALTHCHECK CMD node ping.js\n',
    },
    // Where it runs makes no difference: it does not start anywhere.
    {
      'docker-compose.local.yml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1.0\n    depends_on:\n      cache:\n        condition: «service_healthy»\n  cache:\n    image: redis:8\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1.0\n    depends_on:\n      db:\n        condition: service_healthy\n  db:\n    image: postgres:17\n    healthcheck:\n      test: pg_isready -U app\n',
    },
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    depends_on:\n      api: { condition: service_healthy }\n  api:\n    build: .\n',
      Dockerfile: 'FROM node:24\nHEALTHCHECK CMD node ping.js\n',
    },
    // The image may bring its own.
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    depends_on:\n      api: { condition: service_healthy }\n  api:\n    image: ghcr.io/acme/api:1.0\n',
    },
    {
      'compose.yaml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1.0\n    depends_on: [db]\n  db:\n    image: postgres:17\n',
    },
  ],

  *check({ name, dependencies }) {
    for (const { name: other, condition, conditionSpan, service } of dependencies) {
      if (condition !== 'service_healthy' || !service) continue
      const { state, span } = service.healthcheck
      if (state !== 'absent' && state !== 'disabled') continue
      const lack = state === 'absent' ? 'has no healthcheck' : 'has its healthcheck switched off'
      yield {
        at: conditionSpan,
        message: `${name.value} waits until ${other.value} is healthy, but ${other.value} ${lack}, so ${name.value} never starts; give ${other.value} a healthcheck.`,
        related: [{ at: span ?? service.name.span, message: `${other.value} ${lack}` }],
      }
    }
  },
})
