import { capabilityName, powerOfCapability } from '../../deployment/capabilities.ts'
import { runsInProduction } from '../../deployment/profiles.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-dangerous-capability',
  on: 'service',
  severity: 'error',
  category: 'security',
  summary: 'No service has a capability by which it can take over the host.',
  why: 'With these capabilities the walls of a container are a matter of courtesy: it can load kernel code, mount disks or read every file of the host.',
  like: ['kics:container_capabilities_unrestricted'],
  bad: [
    { 'compose.yaml': 'services:\n  web:\n    image: ghcr.io/acme/web:1\n    cap_add: [«ALL»]\n' },
    {
      'compose.yaml':
        'services:\n  web:\n    image: ghcr.io/acme/web:1\n    cap_add:\n      - NET_BIND_SERVICE\n      - «SYS_ADMIN»\n',
    },
    {
      'compose.yaml':
        'services:\n  vpn:\n    image: linuxserver/wireguard:1.0.20250521\n    cap_add:\n      - NET_ADMIN\n      - «cap_sys_module»\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  web:\n    image: ghcr.io/acme/web:1\n    cap_drop: [ALL]\n    cap_add: [NET_BIND_SERVICE, CHOWN, SETUID]\n',
    },
    { 'compose.yaml': 'services:\n  web:\n    image: ghcr.io/acme/web:1\n    cap_add: ["${CAPABILITY}"]\n' },
    { 'compose.test.yaml': 'services:\n  web:\n    image: ghcr.io/acme/web:1\n    cap_add: [SYS_ADMIN]\n' },
  ],

  *check(service) {
    if (!runsInProduction(service)) return
    for (const { value, span } of service.capAdd) {
      const power = powerOfCapability(value)
      if (power?.reach !== 'host') continue
      const name = capabilityName(value)
      yield {
        at: span,
        message: `${name} lets ${service.name.value} ${power.what}; drop it, or add only the capability that is missing.`,
      }
    }
  },
})
