import { capabilityName, powerOfCapability } from '../../deployment/capabilities.ts'
import { isNetworkTool } from '../../deployment/image-facts.ts'
import { runsInProduction } from '../../deployment/profiles.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-broad-capability',
  on: 'service',
  severity: 'warning',
  category: 'security',
  summary: 'Only what routes packets may change the network, and nothing may look into other processes.',
  why: 'Such a capability is rarely what an application needs, and it is the first thing an intruder uses to get further.',
  like: ['kics:container_capabilities_unrestricted'],
  bad: [
    { 'compose.yaml': 'services:\n  api:\n    image: ghcr.io/acme/api:1\n    cap_add: [«NET_ADMIN»]\n' },
    {
      'compose.yaml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1\n    cap_add:\n      - «CAP_SYS_PTRACE»\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  vpn:\n    image: ghcr.io/linuxserver/wireguard:1.0.20250521\n    cap_add: [NET_ADMIN]\n',
    },
    { 'compose.yaml': 'services:\n  dns:\n    image: pihole/pihole:2025.08.0\n    cap_add: [NET_ADMIN]\n' },
    { 'compose.yaml': 'services:\n  api:\n    image: ghcr.io/acme/api:1\n    cap_add: [NET_BIND_SERVICE]\n' },
    { 'compose.local.yaml': 'services:\n  api:\n    image: ghcr.io/acme/api:1\n    cap_add: [SYS_PTRACE]\n' },
  ],

  *check(service) {
    if (!runsInProduction(service)) return
    for (const { value, span } of service.capAdd) {
      const power = powerOfCapability(value)
      if (!power || power.reach === 'host') continue
      if (power.reach === 'network' && isNetworkTool(service.runtimeImage)) continue
      yield {
        at: span,
        message: `${capabilityName(value)} lets ${service.name.value} ${power.what}; take it out unless it really does that.`,
      }
    }
  },
})
