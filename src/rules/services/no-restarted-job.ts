import { isMigration } from '../../deployment/migration-commands.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-restarted-job',
  on: 'service',
  severity: 'warning',
  category: 'correctness',
  summary: 'What runs once and is done is not started again.',
  why: 'With restart: always it runs without end: a migration or seed every few seconds, against the database that others use.',
  bad: [
    {
      'compose.yaml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1\n    depends_on:\n      migrate:\n        condition: service_completed_successfully\n  migrate:\n    image: ghcr.io/acme/api:1\n    restart: «always»\n',
    },
    {
      'compose.yaml':
        'services:\n  migrate:\n    image: ghcr.io/acme/api:1\n    command: python manage.py migrate\n    restart: «unless-stopped»\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1\n    restart: always\n    depends_on:\n      migrate:\n        condition: service_completed_successfully\n  migrate:\n    image: ghcr.io/acme/api:1\n    restart: on-failure\n',
    },
    // It migrates, and then serves.
    {
      'compose.yaml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1\n    command: sh -c "python manage.py migrate && gunicorn shop.wsgi"\n    restart: always\n',
    },
  ],

  *check({ name, restart, isJob, startCommands }) {
    if (!restart || !/^(?:always|unless-stopped)$/.test(restart.value)) return
    const migratesOnly = startCommands.length > 0 && startCommands.every(isMigration)
    if (!isJob && !migratesOnly) return
    yield {
      at: restart.span,
      message: `${name.value} runs to its end, and restart: ${restart.value} starts it again and again; write restart: "no", or on-failure.`,
    }
  },
})
