import { readCommand } from '../../deployment/compose/command.ts'
import { asMapping, listOf } from '../../deployment/compose/tree.ts'
import type { Service } from '../../deployment/service.ts'
import { defineRule } from '../../engine/rule.ts'

const service = (rest: string) => `services:\n  api:\n    image: ghcr.io/acme/api:1\n${rest}`

export default defineRule({
  id: 'no-dropped-command',
  on: 'service',
  severity: 'error',
  category: 'correctness',
  summary: 'A command that Compose splits into words has no operators of the shell.',
  why: 'Compose starts no shell: of `migrate && serve` it runs the first part and silently leaves out the rest, so the container ends at once.',
  bad: [
    { 'compose.yaml': service('    command: python manage.py migrate «&& gunicorn shop.wsgi»\n') },
    { 'compose.yaml': service('    entrypoint: /run.sh «> /var/log/run.log 2>&1»\n') },
    {
      'compose.yaml': service(
        '    command: >\n      alembic upgrade head «&&\n      uvicorn main:app»\n    post_start:\n      - command: chown app /data«; touch /data/ready»\n',
      ),
    },
  ],
  good: [
    {
      'compose.yaml': service(
        '    command: sh -c "python manage.py migrate && gunicorn shop.wsgi"\n    entrypoint: [sh, -c, "a && b"]\n    healthcheck:\n      test: curl -f http://localhost || exit 1\n',
      ),
    },
    { 'compose.yaml': service("    command: redis-server --save '60 1' --requirepass 'a&b;c'\n") },
    { 'compose.yaml': service('    command: serve http://example.com/?a=1\\&b=2\n') },
  ],

  *check(service) {
    for (const node of commandsOf(service)) {
      const { dropped } = readCommand(node) ?? {}
      if (!dropped) continue
      yield {
        at: dropped,
        message: `Compose runs this command of ${service.name.value} without a shell and leaves out all from here on; wrap it: sh -c "…".`,
      }
    }
  },
})

function commandsOf({ definition }: Service) {
  const hooks = ['post_start', 'pre_stop'].flatMap((key) => listOf(definition.get(key)))
  return [
    definition.get('command'),
    definition.get('entrypoint'),
    ...hooks.map((hook) => asMapping(hook)?.get('command')),
  ]
}
