import { runSameImage, startsAfterCompletion } from '../../deployment/start-order.ts'
import { defineRule } from '../../engine/rule.ts'

const POLICY = 'environments:\n  production:\n    migrations: [migrate]\n'
const MIGRATE = '  migrate:\n    build: .\n    command: python manage.py migrate\n'
const DOCKERFILE = 'FROM python:3.13\nCMD ["gunicorn", "shop.wsgi"]\n'

export default defineRule({
  id: 'require-completed-migrations',
  on: 'deployment',
  severity: 'error',
  category: 'correctness',
  summary: 'The services of an application start after its migrations have run to their end.',
  why: 'Code that meets the schema of yesterday fails, or writes what the migration then breaks.',
  bad: [
    {
      'compose.prod.yaml': `services:\n${MIGRATE}  «api»:\n    build: .\n  worker:\n    build: .\n    depends_on:\n      migrate:\n        condition: «service_started»\n`,
      Dockerfile: DOCKERFILE,
      'plimsoll.yaml': POLICY,
    },
    {
      'compose.prod.yaml': `services:\n${MIGRATE}  api:\n    build: .\n    depends_on: [«migrate»]\n`,
      Dockerfile: DOCKERFILE,
      'plimsoll.yaml': POLICY,
    },
    // Policy names a service that is not there.
    {
      'compose.prod.yaml': 'services:\n  «api»:\n    build: .\n',
      Dockerfile: DOCKERFILE,
      'plimsoll.yaml': POLICY,
    },
  ],
  good: [
    {
      'compose.prod.yaml': `services:\n${MIGRATE}  api:\n    build: .\n    depends_on:\n      migrate:\n        condition: service_completed_successfully\n  worker:\n    build: .\n    depends_on: [api]\n  db:\n    image: postgres:17\n  collectstatic:\n    build: .\n    command: python manage.py collectstatic\n    restart: "no"\n`,
      Dockerfile: DOCKERFILE,
      'plimsoll.yaml': POLICY,
    },
    // Nobody has said what migrates.
    { 'compose.prod.yaml': `services:\n${MIGRATE}  api:\n    build: .\n`, Dockerfile: DOCKERFILE },
    // Other environments do it their way.
    {
      'compose.prod.yaml': `services:\n${MIGRATE}  api:\n    build: .\n    depends_on:\n      migrate: { condition: service_completed_successfully }\n`,
      'compose.local.yaml': 'services:\n  api:\n    build: .\n',
      Dockerfile: DOCKERFILE,
      'plimsoll.yaml': POLICY,
    },
  ],

  *check({ environment, services, stacks }) {
    for (const name of environment.policy.migrations ?? []) {
      const jobs = services.filter((service) => service.name.value === name)
      const place = services[0]?.name.span ?? environment.policy.span
      if (jobs.length === 0 && stacks.length > 0 && place) {
        yield {
          at: place,
          message: `Policy says that ${name} migrates the database of ${environment.name}, but no stack has such a service.`,
          related: environment.policy.span ? [{ at: environment.policy.span, message: 'The policy' }] : [],
        }
      }
      for (const job of jobs) {
        for (const service of job.stack.services.values()) {
          const direct = service.dependencies.find((each) => each.service === job)
          if (service === job || service.isJob || !(direct || runSameImage(service, job))) continue
          if (startsAfterCompletion(service, job)) continue
          yield {
            at: direct?.conditionSpan ?? service.name.span,
            message: `${service.name.value} may start before ${name} has finished; let it depend on ${name} with condition: service_completed_successfully.`,
            related: [{ at: job.name.span, message: 'What migrates' }],
          }
        }
      }
    }
  },
})
