import { warningsOf } from '../../deployment/compose-problems.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-compose-warning',
  on: 'stack',
  severity: 'warning',
  category: 'correctness',
  summary: 'Compose takes everything in the file as it is written.',
  why: 'What Compose changes or leaves out in silence is what somebody believes to be in force.',
  bad: [
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    networks: [proxy]\nnetworks:\n  proxy:\n    external: true\n    «driver»: bridge\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'name: shop\nservices:\n  web:\n    image: nginx:1.29\n    networks: [proxy]\nnetworks:\n  proxy:\n    external: true\n    name: edge\n',
    },
    // A variable without a value is a matter of another rule.
    { 'compose.yaml': 'services:\n  web:\n    image: nginx:${TAG}\n' },
  ],

  check: (stack) => warningsOf(stack),
})
