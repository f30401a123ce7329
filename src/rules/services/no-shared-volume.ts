import { runsInProduction } from '../../deployment/profiles.ts'
import type { Service, ServiceMount } from '../../deployment/service.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-shared-volume',
  on: 'stack',
  severity: 'info',
  category: 'security',
  summary: 'No two services have the same volume or folder mounted and can write to it.',
  why: 'Whoever gets into one of them can change the files of the other, and two writers that do not know of each other spoil what they write.',
  like: ['kics:shared_volumes_between_containers'],
  bad: [
    {
      'compose.yaml':
        'services:\n  app:\n    image: ghcr.io/acme/app:1\n    volumes:\n      - «uploads:/app/uploads»\n  checker:\n    image: ghcr.io/acme/checker:1\n    volumes:\n      - «uploads:/uploads:ro»\nvolumes:\n  uploads:\n',
    },
    {
      'compose.yaml':
        'services:\n  front:\n    image: ghcr.io/acme/front:1\n    volumes:\n      - «./logic:/app»\n  back:\n    image: ghcr.io/acme/back:1\n    volumes:\n      - «type: bind\n        source: ./logic\n        target: /src»\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  a:\n    image: ghcr.io/acme/a:1\n    volumes: ["./a:/app", "./static:/static:ro", "data-a:/data", /cache]\n  b:\n    image: ghcr.io/acme/b:1\n    volumes: ["./b:/app", "./static:/static:ro", "data-b:/data", /cache]\nvolumes:\n  data-a:\n  data-b:\n',
    },
    {
      'compose.yaml':
        'services:\n  a:\n    image: ghcr.io/acme/a:1\n    volumes: ["${DIR}:/app"]\n  b:\n    image: ghcr.io/acme/b:1\n    volumes: ["${DIR}:/app"]\n',
    },
    {
      'compose.local.yaml':
        'services:\n  a:\n    image: ghcr.io/acme/a:1\n    volumes: ["./src:/app"]\n  b:\n    image: ghcr.io/acme/b:1\n    volumes: ["./src:/app"]\n',
    },
  ],

  *check({ services, volumes }) {
    const uses = new Map<string, { service: Service; mount: ServiceMount }[]>()
    for (const service of services.values()) {
      if (!runsInProduction(service)) continue
      for (const mount of service.mounts) {
        if (!mount.source || mount.isUnresolved || !/^(?:bind|volume)$/.test(mount.type)) continue
        const source = mount.source.value.replace(/(?<=.)\/+$/, '')
        const same = uses.get(source)
        if (same) same.push({ service, mount })
        else uses.set(source, [{ service, mount }])
      }
    }
    for (const [source, all] of uses) {
      if (all.every(({ mount }) => mount.readOnly)) continue
      for (const { service, mount } of all) {
        const other = all.find((each) => each.service !== service)
        if (!other) continue
        const written = (each: ServiceMount) => `${each.source?.value}:${each.target?.value}:${each.readOnly}`
        const isSaidByKics =
          mount.form === 'short' && (volumes.has(source) || written(mount) === written(other.mount))
        yield {
          at: mount.span,
          message: `${service.name.value} shares ${source} with ${other.service.name.value}; give each its own, or mount it read-only where it is only read.`,
          related: [{ at: other.mount.span, message: `${other.service.name.value} mounts it here.` }],
          like: isSaidByKics ? ['kics:shared_volumes_between_containers'] : [],
        }
      }
    }
  },
})
