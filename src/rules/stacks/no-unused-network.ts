import { unusedResources } from '../../deployment/resource-uses.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-unused-network',
  on: 'stack',
  severity: 'info',
  category: 'correctness',
  summary: 'Every network of the top level is used by a service.',
  why: 'A reader takes services for separated, or joined, that are not.',
  bad: [
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    networks: [frontend]\nnetworks:\n  frontend:\n  «backend»:\n    internal: true\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    networks: [frontend]\n  db:\n    image: postgres:17\n    networks:\n      backend:\n        aliases: [database]\nnetworks:\n  default:\n    name: shop\n  frontend:\n  backend:\n',
    },
    // The overlay uses what the base declares.
    {
      'compose.yaml': 'services:\n  web:\n    image: nginx:1.29\nnetworks:\n  proxy:\n',
      'compose.prod.yaml': 'services:\n  web:\n    networks: [proxy]\n',
    },
  ],

  *check(stack, { project }) {
    for (const { name } of unusedResources(stack, 'networks', project)) {
      yield {
        at: name.span,
        message: `No service uses the network ${name.value}; let one join it, or remove it.`,
      }
    }
  },
})
