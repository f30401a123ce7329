import { isInPipeline, isOfProduction } from '../../deployment/command.ts'
import { secretsInCommand } from '../../deployment/command-secrets.ts'
import { isForOneJob } from '../../deployment/secrets.ts'
import { defineRule } from '../../engine/rule.ts'

const KEY = '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'

export default defineRule({
  id: 'no-secret-in-command',
  on: 'command',
  severity: 'error',
  category: 'security',
  summary: 'No command holds a secret in its text.',
  why: 'Whoever can read the repository has it, and so has everybody who sees the history of the image, the log of the build or the list of processes.',
  bad: [
    {
      Dockerfile: `FROM debian:13\nRUN curl -u ci:«q8Zt3LmN0vXcR5yB» https://example.com/a.tgz -o a.tgz\nRUN wget --password=«q8Zt3LmN0vXcR5yB» https://example.com/b.tgz\nRUN export API_TOKEN=«q8Zt3LmN0vXcR5yB»\nCMD ["redis-server", "--requirepass", "«q8Zt3LmN0vXcR5yB»"]\n`,
    },
    {
      'compose.yaml': `services:\n  db:\n    image: mysql:9\n    healthcheck:\n      test: mysqladmin ping -uroot -p«q8Zt3LmN0vXcR5yB»\n  job:\n    image: example/job:1\n    command: ./job --google-secret «${KEY}»\n`,
    },
    {
      'pod.yaml': `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: example/web:1\n      args: ["--api-key=«q8Zt3LmN0vXcR5yB»"]\n`,
    },
    {
      '.github/workflows/ci.yml': `on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: docker login -u ci -p «q8Zt3LmN0vXcR5yB» registry.example.com\n`,
    },
  ],
  good: [
    {
      Dockerfile:
        'FROM debian:13\nRUN --mount=type=secret,id=token curl -H "Authorization: Bearer $(cat /run/secrets/token)" https://example.com\nRUN mysql -u root -p"$ROOT_PASSWORD" shop\nRUN mkdir -p /srv/data && ssh -p 2222 deploy@example.com\nRUN docker run -p 8080:80 nginx\nRUN ./server --token-ttl 3600 --password-file /run/secrets/password\nRUN redis-cli -a "$PASSWORD" ping\nRUN keytool -storepass changeit -importcert\n',
    },
    {
      'compose.dev.yaml':
        'services:\n  cache:\n    image: redis:8\n    command: redis-server --requirepass only4mymachine\n',
    },
  ],

  *check(command) {
    const isPublished = isInPipeline(command) || isOfProduction(command)
    for (const { label, isRecognised, name, at, value } of secretsInCommand(command)) {
      if (!isRecognised && (!isPublished || (isInPipeline(command) && isForOneJob(value)))) continue
      yield {
        at,
        message: `${name === undefined ? 'The command' : `${name} of the command`} holds ${label}. ${ADVICE[command.writtenIn]}; replace it, since it is known now.`,
      }
    }
  },
})

const ADVICE = {
  dockerfile:
    'Mount it into the RUN that needs it (--mount=type=secret), or set it where the container starts',
  compose: 'Take it from secrets, or from a variable of an env_file that git ignores',
  kubernetes: 'Take it from a Secret, as a variable or a mounted file',
  workflow: 'Keep it as a secret of the repository, and read it as a variable of the step',
  platform: 'Keep it in the settings of the platform, and read it as a variable',
  script: 'Read it from a variable or a mounted file',
} as const
