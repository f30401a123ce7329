import { errorsAbout } from '../../deployment/compose-problems.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-undefined-dependency',
  on: 'stack',
  severity: 'error',
  category: 'correctness',
  summary: 'Every service that another one depends on exists and is started with it.',
  why: 'Compose refuses the whole file: nothing is deployed.',
  bad: [
    {
      'compose.yaml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1\n    depends_on: [«database»]\n  db:\n    image: postgres:17\n',
    },
    {
      'compose.yaml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1\n    depends_on:\n      «database»:\n        condition: service_healthy\n    network_mode: «service:vpn»\n',
    },
    // Without `--profile debug` there is no such service.
    {
      'compose.yaml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1\n    depends_on: [«mail»]\n  mail:\n    image: mailhog/mailhog:v1.0.1\n    profiles: [debug]\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1\n    depends_on: [db]\n  db:\n    image: postgres:17\n',
    },
    {
      'compose.yaml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1\n    depends_on:\n      mail:\n        condition: service_started\n        required: false\n  mail:\n    image: mailhog/mailhog:v1.0.1\n    profiles: [debug]\n',
    },
    // An overlay names services of the file it is laid over.
    { 'deploy/compose.production.yaml': 'services:\n  api:\n    depends_on: [db]\n    restart: always\n' },
    {
      'compose.yaml': 'services:\n  db:\n    image: postgres:17\n',
      'compose.override.yaml': 'services:\n  api:\n    image: ghcr.io/acme/api:1\n    depends_on: [db]\n',
    },
  ],

  check: (stack) => errorsAbout(stack, 'undefined-dependency', 'disabled-dependency'),
})
