import { nameOf } from '../../deployment/paths.ts'
import { namesSecretInPublic } from '../../deployment/secrets.ts'
import { unwiredVariables } from '../../deployment/variable-gaps.ts'
import { defineRule } from '../../engine/rule.ts'

const API = {
  'api/Dockerfile': 'FROM node:24\nCOPY src src\n',
  'api/src/server.js': 'const key = process.env.STRIPE_KEY ?? process.env.PAY_KEY\n',
}
const compose = (rest: string) => `services:\n  api:\n    build: api\n${rest}`

export default defineRule({
  id: 'no-unwired-variable',
  on: 'deployment',
  severity: 'warning',
  category: 'correctness',
  summary: 'What an env file sets and the code of a service reads, reaches the container of that service.',
  why: 'Compose takes `.env` for the `${…}` of its own files and hands none of it to containers: the value is there, looks right, and the app runs without it.',
  bad: [
    { ...API, 'compose.yaml': compose(''), '.env': 'TAG=1\n«STRIPE_KEY»=sk_test_1\n' },
    {
      ...API,
      'compose.yaml': compose('    environment:\n      TAG: ${TAG}\n    env_file: api.env\n'),
      '.env': 'TAG=1\n',
      'api.env': 'PORT=1\n',
      'api/.env': '«PAY_KEY»=x\n',
    },
  ],
  good: [
    { ...API, 'compose.yaml': compose('    env_file: .env\n'), '.env': 'STRIPE_KEY=sk_test_1\n' },
    {
      ...API,
      'compose.yaml': compose('    environment: [STRIPE_KEY]\n'),
      '.env': 'STRIPE_KEY=sk_test_1\nUNREAD=1\n',
    },
    // The app reads the file itself.
    {
      ...API,
      'api/Dockerfile': 'FROM node:24\nCOPY . .\n',
      'compose.yaml': compose(''),
      'api/.env': 'STRIPE_KEY=sk_test_1\n',
    },
    { ...API, 'compose.yaml': compose('    volumes: [".:/app"]\n'), '.env': 'STRIPE_KEY=sk_test_1\n' },
    // Another service of the same code gets it.
    {
      ...API,
      'compose.yaml': compose(
        '  worker:\n    build: api\n    environment: { STRIPE_KEY: "${STRIPE_KEY}" }\n',
      ),
      '.env': 'STRIPE_KEY=sk_test_1\n',
    },
    { ...API, 'compose.yaml': compose('    env_file: secret.env\n'), '.env': 'STRIPE_KEY=sk_test_1\n' },
    { ...API, '.env': 'STRIPE_KEY=sk_test_1\n' },
  ],

  *check(deployment) {
    for (const { variable, service, read } of unwiredVariables(deployment)) {
      const { name, nameSpan } = variable
      // Such a one must reach nobody; no-public-secret says so.
      if (namesSecretInPublic(name)) continue
      yield {
        at: nameSpan,
        message: `${service.name.value} reads ${name} and does not get it: ${nameOf(nameSpan.path)} reaches no container by itself. Pass it on under environment, or name the file under env_file.`,
        related: [
          { at: read, message: `The code of ${service.name.value} reads it here.` },
          { at: service.name.span, message: 'The service.' },
        ],
      }
    }
  },
})
