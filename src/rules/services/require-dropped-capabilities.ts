import { runsInProduction } from '../../deployment/profiles.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'require-dropped-capabilities',
  on: 'service',
  severity: 'info',
  category: 'security',
  summary: 'A service gives up all capabilities and takes back those it needs.',
  why: 'The fourteen that are left by default let an intruder forge packets, change owners of files and more; an ordinary server needs none of it.',
  like: ['kics:container_capabilities_unrestricted'],
  bad: [
    {
      'compose.yaml':
        'services:\n  «api»:\n    image: ghcr.io/acme/api:1\n  web:\n    image: nginx:1.29\n    cap_drop: [«NET_RAW»]\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1\n    cap_drop: [ALL]\n    cap_add: [NET_BIND_SERVICE]\n  root:\n    image: ghcr.io/acme/root:1\n    privileged: true\n',
    },
    { 'compose.local.yaml': 'services:\n  api:\n    image: ghcr.io/acme/api:1\n' },
  ],

  *check(service) {
    const { name, capDrop, privileged, definition } = service
    if (!runsInProduction(service) || privileged?.value || definition.get('provider')) return
    if (capDrop.some(({ value }) => /^all$/i.test(value))) return
    yield {
      at: capDrop[0]?.span ?? name.span,
      message: `${name.value} keeps ${capDrop.length > 0 ? 'other default' : 'the default'} capabilities; write cap_drop: [ALL] and add what is missing by cap_add.`,
      // KICS is content with any that is given up.
      like: definition.entry('cap_drop') ? [] : ['kics:container_capabilities_unrestricted'],
    }
  },
})
