import { runsInProduction } from '../../deployment/profiles.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-mount-propagation',
  on: 'service',
  severity: 'warning',
  category: 'security',
  summary: 'No mount passes on what is mounted below it.',
  why: 'What the host or another container mounts there later appears in this one too, and with `shared` the other way round.',
  like: ['kics:volume_mounted_in_multiple_containers'],
  bad: [
    {
      'compose.yaml':
        'services:\n  sync:\n    image: ghcr.io/acme/sync:1\n    volumes:\n      - ./data:/data:«rshared»\n',
    },
    {
      'compose.yaml':
        'services:\n  sync:\n    image: ghcr.io/acme/sync:1\n    volumes:\n      - type: bind\n        source: ./data\n        target: /data\n        bind:\n          propagation: «slave»\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  sync:\n    image: ghcr.io/acme/sync:1\n    volumes:\n      - ./data:/data:ro,rprivate\n      - ./more:/more\n',
    },
    {
      'compose.local.yaml':
        'services:\n  sync:\n    image: ghcr.io/acme/sync:1\n    volumes:\n      - ./data:/data:shared\n',
    },
  ],

  *check(service) {
    if (!runsInProduction(service)) return
    for (const { propagation, target } of service.mounts) {
      if (!propagation || !/^r?(?:shared|slave)$/.test(propagation.value)) continue
      yield {
        at: propagation.span,
        message: `${target?.value ?? 'A mount'} of ${service.name.value} takes part in what others mount there (${propagation.value}); leave it out, private is the default.`,
      }
    }
  },
})
