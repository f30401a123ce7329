import { errorsAbout } from '../../deployment/compose-problems.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-undefined-network',
  on: 'stack',
  severity: 'error',
  category: 'correctness',
  summary: 'Every network that a service joins is declared at the top level.',
  why: 'Compose refuses the whole file: nothing is deployed.',
  bad: [
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    networks: [«backend»]\nnetworks:\n  back-end:\n',
    },
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    networks:\n      «proxy»:\n        aliases: [www]\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    networks: [default, backend]\nnetworks:\n  backend:\n',
    },
    {
      'compose.yaml':
        'include: [infra/compose.yaml]\nservices:\n  web:\n    image: nginx:1.29\n    networks: [proxy]\n',
      'infra/compose.yaml':
        'services:\n  proxy:\n    image: traefik:v3.5\n    networks: [proxy]\nnetworks:\n  proxy:\n',
    },
  ],

  check: (stack) => errorsAbout(stack, 'undefined-network'),
})
