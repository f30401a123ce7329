import { errorsAbout } from '../../deployment/compose-problems.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-unknown-compose-key',
  on: 'stack',
  severity: 'error',
  category: 'schema',
  summary: 'Every key of a compose file is one that Compose knows, or begins with `x-`.',
  why: 'Compose refuses the whole file, so the deploy stops before it has begun.',
  like: ['dclint:invalid-schema'],
  bad: [
    { 'compose.yaml': 'services:\n  web:\n    image: nginx:1.29\n    «enviroment»:\n      A: b\n' },
    { 'compose.yaml': 'services:\n  web:\n    image: nginx:1.29\n«volume»:\n  data:\n' },
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    healthcheck:\n      test: [CMD, "true"]\n      «period»: 5s\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'x-logging: &logging\n  driver: json-file\nservices:\n  web:\n    image: nginx:1.29\n    x-owner: team\n    logging: *logging\n    deploy:\n      x-note: two\n',
    },
  ],

  check: (stack) => errorsAbout(stack, 'unknown-key'),
})
