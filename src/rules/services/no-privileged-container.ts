import { runsInProduction } from '../../deployment/profiles.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-privileged-container',
  on: 'service',
  severity: 'error',
  category: 'security',
  summary: 'No service runs privileged.',
  why: 'A privileged container has every capability and every device of the host: whoever breaks into it owns the host.',
  like: ['kics:privileged_containers_enabled'],
  bad: [
    { 'compose.yaml': 'services:\n  ci:\n    image: docker:28-dind\n    privileged: «true»\n' },
    {
      'compose.yaml': 'services:\n  web:\n    image: nginx:1.29\n',
      'compose.prod.yaml': 'services:\n  web:\n    privileged: «${PRIVILEGED:-true}»\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    privileged: false\n    cap_add: [NET_BIND_SERVICE]\n',
    },
    { 'compose.yaml': 'services:\n  web:\n    image: nginx:1.29\n    privileged: ${PRIVILEGED}\n' },
    { 'docker/local/compose.yaml': 'services:\n  ci:\n    image: docker:28-dind\n    privileged: true\n' },
  ],

  *check(service) {
    const { name, privileged } = service
    if (!privileged?.value || !runsInProduction(service)) return
    yield {
      at: privileged.span,
      message: `${name.value} is root on the host; remove privileged and add the capability or device that it needs (cap_add, devices).`,
    }
  },
})
