import { otherErrors } from '../../deployment/compose-problems.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-invalid-compose',
  on: 'stack',
  severity: 'error',
  category: 'schema',
  summary: 'Compose accepts the file: values of the right kind, and nothing that contradicts itself.',
  why: 'Compose refuses the whole file, so the deploy stops before it has begun.',
  like: ['dclint:invalid-schema'],
  bad: [
    { 'compose.yaml': 'services:\n  web:\n    image: nginx:1.29\n    ports: «often»\n' },
    { 'compose.yaml': 'services:\n  «web»:\n    restart: always\n' },
    { 'compose.yaml': 'services:\n  web:\n    image: nginx:1.29\n    ports: ["8080:«http»"]\n' },
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    network_mode: host\n    «networks»: [default]\n',
    },
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    healthcheck:\n      test: [«curl», -f, http://localhost]\n',
    },
    { 'compose.yaml': 'services:\n  web:\n    image: nginx:1.29\n    container_name: «web»\n    scale: 2\n' },
  ],
  good: [
    {
      'compose.yaml':
        'x-logging: &logging\n  driver: json-file\nservices:\n  web:\n    image: nginx:1.29\n    x-owner: team\n    logging: *logging\n    ports: ["8080:${PORT}"]\n    healthcheck:\n      test: [CMD, curl, -f, http://localhost]\n',
    },
    // Each of these has a rule of its own.
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    networks: [nowhere]\n    depends_on: [nobody]\n',
    },
    { 'deploy/compose.production.yaml': 'services:\n  api:\n    restart: always\n' },
  ],

  *check(stack) {
    for (const problem of otherErrors(stack)) {
      yield { ...problem, like: problem.about === 'schema' ? ['dclint:invalid-schema'] : [] }
    }
  },
})
