import { undeclaredVariables } from '../../deployment/variable-gaps.ts'
import { defineRule } from '../../engine/rule.ts'

const compose = (rest = '') => `services:\n  api:\n    build: api\n${rest}`
const DOCKERFILE = 'FROM python:3.14\nCOPY . .\n'

export default defineRule({
  id: 'no-undeclared-variable',
  on: 'deployment',
  severity: 'warning',
  category: 'correctness',
  summary: 'A service gets every variable without which its code fails.',
  why: 'The first request that comes to the line, or the start itself, ends in a KeyError.',
  bad: [
    {
      'compose.yaml': compose(),
      'api/Dockerfile': DOCKERFILE,
      'api/main.py': "import os\nkey = os.environ['«SIGNING_KEY»']\nhost = os.environ.get('MAIL_HOST')\n",
    },
    {
      'compose.yaml': compose('    environment: { A: b }\n'),
      'api/Dockerfile': 'FROM ruby:3.4\nCOPY app app\n',
      'api/app/mail.rb': 'HOST = ENV.fetch("«MAIL_HOST»")\nPORT = ENV.fetch("MAIL_PORT") { 25 }\n',
    },
    {
      'compose.yaml': compose(),
      'api/Dockerfile': 'FROM rust:1.91\nCOPY src src\n',
      'api/src/main.rs': 'let key = env::var("«SIGNING_KEY»").expect("no key");\n',
    },
  ],
  good: [
    {
      'compose.yaml': compose('    environment: { SIGNING_KEY: "${SIGNING_KEY}" }\n'),
      'api/Dockerfile': `${DOCKERFILE}ENV MAIL_HOST=mail\n`,
      'api/main.py':
        "key = os.environ['SIGNING_KEY']\nhost = os.environ['MAIL_HOST']\nos.environ['NEW'] = '1'\nhome = os.environ['HOME']\n",
    },
    // Somebody has thought of its absence.
    {
      'compose.yaml': compose(),
      'api/Dockerfile': DOCKERFILE,
      'api/main.py': "if os.environ.get('PROXY'):\n    use(os.environ['PROXY'])\n",
      'api/scripts/seed.py': "os.environ['SEED']\n",
      'api/tests/test_main.py': "os.environ['TEST_DB']\n",
    },
    {
      'compose.yaml': compose(),
      'api/Dockerfile': 'FROM python:3.14\nCOPY app app\n',
      'api/other/main.py': "os.environ['SIGNING_KEY']\n",
    },
    { 'api/Dockerfile': DOCKERFILE, 'api/main.py': "os.environ['SIGNING_KEY']\n" },
    {
      'compose.yaml': compose('    env_file: secret.env\n'),
      'api/Dockerfile': DOCKERFILE,
      'api/main.py': "os.environ['SIGNING_KEY']\n",
    },
  ],

  *check(deployment) {
    for (const { name, service, read } of undeclaredVariables(deployment)) {
      yield {
        at: read,
        message: `The code fails here without ${name}, and ${service.name.value} does not get it. Set it under environment, or in a file of its env_file.`,
        related: [{ at: service.name.span, message: 'The service.' }],
      }
    }
  },
})
