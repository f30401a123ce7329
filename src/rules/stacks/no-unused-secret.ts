import { unusedResources } from '../../deployment/resource-uses.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-unused-secret',
  on: 'stack',
  severity: 'warning',
  category: 'correctness',
  summary: 'Every secret of the top level is used by a service.',
  why: 'The service that should have it starts without, or takes the value from a place that is less safe.',
  bad: [
    {
      'compose.yaml':
        'services:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_PASSWORD_FILE: /run/secrets/db_password\nsecrets:\n  «db_password»:\n    file: ./password\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  db:\n    image: postgres:17\n    secrets: [db_password]\n  web:\n    build:\n      context: .\n      secrets:\n        - source: npm_token\nsecrets:\n  db_password:\n    file: ./password\n  npm_token:\n    environment: NPM_TOKEN\n',
      Dockerfile: 'FROM node:24\n',
    },
  ],

  *check(stack, { project }) {
    for (const { name } of unusedResources(stack, 'secrets', project)) {
      yield {
        at: name.span,
        message: `No service uses the secret ${name.value}; give it to the service that reads it, or remove it.`,
      }
    }
  },
})
