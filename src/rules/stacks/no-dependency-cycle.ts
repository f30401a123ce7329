import { errorsAbout } from '../../deployment/compose-problems.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-dependency-cycle',
  on: 'stack',
  severity: 'error',
  category: 'correctness',
  summary: 'No service waits for itself, not even by way of others.',
  why: 'Compose refuses the whole file: there is no order in which it could start the services.',
  bad: [
    {
      'compose.yaml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1\n    depends_on: [worker]\n  worker:\n    image: ghcr.io/acme/api:1\n    depends_on: [«api»]\n',
    },
    {
      'compose.yaml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1\n    links: [cache]\n  cache:\n    image: redis:8\n    network_mode: «service:api»\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1\n    depends_on: [db, cache]\n  worker:\n    image: ghcr.io/acme/api:1\n    depends_on: [db, api]\n  db:\n    image: postgres:17\n  cache:\n    image: redis:8\n    depends_on: [db]\n',
    },
  ],

  check: (stack) => errorsAbout(stack, 'dependency-cycle'),
})
