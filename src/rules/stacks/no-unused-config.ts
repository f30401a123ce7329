import { unusedResources } from '../../deployment/resource-uses.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-unused-config',
  on: 'stack',
  severity: 'warning',
  category: 'correctness',
  summary: 'Every config of the top level is used by a service.',
  why: 'The service that should have it runs with its defaults.',
  bad: [
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\nconfigs:\n  «site»:\n    file: ./site.conf\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    configs:\n      - source: site\n        target: /etc/nginx/conf.d/site.conf\nconfigs:\n  site:\n    file: ./site.conf\n',
    },
  ],

  *check(stack, { project }) {
    for (const { name } of unusedResources(stack, 'configs', project)) {
      yield {
        at: name.span,
        message: `No service uses the config ${name.value}; give it to the service that reads it, or remove it.`,
      }
    }
  },
})
