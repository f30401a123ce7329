import { errorsAbout } from '../../deployment/compose-problems.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-duplicate-container-name',
  on: 'stack',
  severity: 'error',
  category: 'correctness',
  summary: 'No two services have the same `container_name`.',
  why: 'Names of containers are unique on a host: the second one cannot be created.',
  like: ['dclint:no-duplicate-container-names'],
  bad: [
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    container_name: site\n  api:\n    image: ghcr.io/acme/api:1\n    container_name: «site»\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    container_name: web\n  api:\n    image: ghcr.io/acme/api:1\n    container_name: api\n  worker:\n    image: ghcr.io/acme/api:1\n    container_name: ${NAME}\n  other:\n    image: ghcr.io/acme/api:1\n    container_name: ${NAME}\n',
    },
  ],

  check: (stack) => errorsAbout(stack, 'duplicate-container-name'),
})
