import { errorsAbout } from '../../deployment/compose-problems.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-undefined-config',
  on: 'stack',
  severity: 'error',
  category: 'correctness',
  summary: 'Every config that a service gets is declared at the top level.',
  why: 'Compose refuses the whole file: nothing is deployed.',
  bad: [
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    configs:\n      - source: «site»\n        target: /etc/nginx/conf.d/site.conf\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    configs: [site]\nconfigs:\n  site:\n    file: ./site.conf\n',
    },
  ],

  check: (stack) => errorsAbout(stack, 'undefined-config'),
})
