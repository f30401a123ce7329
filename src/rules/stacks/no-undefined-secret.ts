import { errorsAbout } from '../../deployment/compose-problems.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-undefined-secret',
  on: 'stack',
  severity: 'error',
  category: 'correctness',
  summary: 'Every secret that a service or a build gets is declared at the top level.',
  why: 'Compose refuses the whole file: nothing is deployed.',
  bad: [
    { 'compose.yaml': 'services:\n  db:\n    image: postgres:17\n    secrets: [«db_password»]\n' },
    {
      'compose.yaml':
        'services:\n  web:\n    build:\n      context: .\n      secrets: [«npm_token»]\nsecrets:\n  npm-token:\n    file: ./token\n',
      Dockerfile: 'FROM node:24\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  db:\n    image: postgres:17\n    secrets:\n      - source: db_password\n        target: password\nsecrets:\n  db_password:\n    file: ./password\n',
    },
  ],

  check: (stack) => errorsAbout(stack, 'undefined-secret', 'undefined-build-secret'),
})
