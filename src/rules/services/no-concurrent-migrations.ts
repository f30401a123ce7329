import { isMigration } from '../../deployment/migration-commands.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-concurrent-migrations',
  on: 'service',
  severity: 'warning',
  category: 'reliability',
  summary: 'A service of which several run does not migrate the database when it starts.',
  why: "All instances start at once and migrate at once: they wait for each other's locks, or half-finish a migration twice.",
  bad: [
    {
      'compose.yaml':
        'services:\n  api:\n    build: .\n    deploy:\n      replicas: 3\n    command: sh -c "«python manage.py migrate» && gunicorn shop.wsgi"\n',
      Dockerfile: 'FROM python:3.13\n',
    },
    {
      'compose.yaml': 'services:\n  api:\n    build: .\n    scale: 2\n',
      Dockerfile: 'FROM node:24\nCOPY start.sh /start.sh\nCMD ["/start.sh"]\n',
      'start.sh': '#!/bin/sh\n«npx prisma migrate deploy»\nexec node server.js\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  api:\n    build: .\n    command: sh -c "python manage.py migrate && gunicorn --workers 4 shop.wsgi"\n',
      Dockerfile: 'FROM python:3.13\n',
    },
    {
      'compose.yaml':
        'services:\n  migrate:\n    build: .\n    command: python manage.py migrate\n  api:\n    build: .\n    deploy: { replicas: 3 }\n    command: gunicorn shop.wsgi\n    depends_on:\n      migrate: { condition: service_completed_successfully }\n',
      Dockerfile: 'FROM python:3.13\n',
    },
    {
      'compose.yaml':
        'services:\n  api:\n    build: .\n    deploy: { replicas: 3 }\n    command: node server.js --note "npm run migrate first"\n',
      Dockerfile: 'FROM node:24\n',
    },
  ],

  *check({ name, environment, instances, startCommands, isJob }) {
    // Workers of one server are forked after its start script.
    const several = instances.find(({ count, by }) => count > 1 && by !== 'workers')
    if (!environment.isProduction || !several || isJob) return
    for (const command of startCommands) {
      if (!isMigration(command)) continue
      yield {
        at: command.span,
        message: `All ${several.count} instances of ${name.value} migrate the database when they start; do it once, in a service that the others wait for with service_completed_successfully.`,
        related: [{ at: several.span, message: `${several.count} instances` }],
      }
    }
  },
})
