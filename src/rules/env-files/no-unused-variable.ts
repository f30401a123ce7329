import { unusedVariables } from '../../deployment/unused-variables.ts'
import { defineRule } from '../../engine/rule.ts'

const CODE = { Dockerfile: 'FROM node:24\nCOPY . .\n', 'src/server.js': 'listen(process.env.LISTEN_ON)\n' }

export default defineRule({
  id: 'no-unused-variable',
  on: 'project',
  severity: 'info',
  category: 'correctness',
  summary: 'Something of the project reads every variable that its env files set.',
  why: 'A variable that nobody reads any more is set, rotated and asked about for years; one that is misspelt does nothing, and the default that holds instead goes unseen.',
  bad: [
    { ...CODE, '.env': 'LISTEN_ON=80\n«MAIL_HSOT»=mail\n' },
    {
      'api/Dockerfile': 'FROM python:3.14\nCOPY . .\n',
      'api/main.py': "import os\nhost = os.getenv('MAIL_HOST')\n",
      'compose.yaml': 'services:\n  api:\n    build: api\n    env_file: api.env\n',
      'api.env': 'MAIL_HOST=mail\n«OLD_TOKEN_TTL»=5\n',
    },
  ],
  good: [
    {
      ...CODE,
      'src/settings.ts': 'export const settings = { idleHours: env("APP"), database_url: "" }\n',
      'compose.yaml': 'services:\n  db:\n    image: example/db:${DB_TAG}\n',
      '.env': 'LISTEN_ON=80\nAPP_IDLE_HOURS=3\nAPP_DATABASE_URL=x\nDB_TAG=1\nAWS_REGION=eu\n# OLD=1\n',
      '.env.example': 'OTHER=\n',
    },
    // What the image of a registry reads nobody can see.
    {
      ...CODE,
      'compose.yaml': 'services:\n  wiki:\n    image: example/wiki:1\n    env_file: wiki.env\n',
      'wiki.env': 'WIKI_LOGO=logo.svg\n',
    },
    { '.env': 'ANYTHING=1\n' },
  ],

  *check(project) {
    for (const { name, nameSpan } of unusedVariables(project)) {
      yield {
        at: nameSpan,
        message: `Nothing in this project reads ${name}. Remove it, or mend its name.`,
      }
    }
  },
})
