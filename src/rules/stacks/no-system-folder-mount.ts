import { isInSystemFolder } from '../../deployment/host-paths.ts'
import { runsInProduction } from '../../deployment/profiles.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-system-folder-mount',
  on: 'stack',
  severity: 'info',
  category: 'security',
  summary: 'What services keep on the host lies apart from the host’s own system.',
  why: 'A folder below /etc or /var belongs to a package of the host: an update of it changes the service, and a service that writes there changes the host.',
  like: ['kics:volume_has_sensitive_host_directory'],
  bad: [
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    volumes:\n      - «/var/www/site:/usr/share/nginx/html»\n      - «type: bind\n        source: /etc/nginx\n        target: /etc/nginx»\n',
    },
    {
      'compose.yaml':
        'services:\n  db:\n    image: postgres:17\n    volumes: ["data:/data"]\nvolumes:\n  data:\n    driver_opts:\n      device: «/var/lib/backup/data»\n      o: bind\n  wp:\n    driver: local-persist\n    driver_opts:\n      mountpoint: «/var/data»\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    volumes:\n      - /srv/site:/usr/share/nginx/html\n      - /etc/localtime:/etc/localtime:ro\n      - ./etc:/etc/nginx\n      - /var/run/docker.sock:/var/run/docker.sock\n      - cache:/var/cache\nvolumes:\n  cache:\n    driver_opts:\n      mountpoint: ${DATA}/var/data\n',
    },
    {
      'compose.local.yaml': 'services:\n  web:\n    image: nginx:1.29\n    volumes: ["/var/www:/www"]\n',
    },
  ],

  *check(stack) {
    const { services, volumes, environment } = stack
    for (const service of services.values()) {
      if (!runsInProduction(service)) continue
      for (const { type, source, span, isUnresolved } of service.mounts) {
        if (type !== 'bind' || !source || isUnresolved || !isInSystemFolder(source.value)) continue
        yield {
          at: span,
          message: `${service.name.value} has ${source.value} of the host mounted, which belongs to its system; keep it in a named volume, or below /srv.`,
        }
      }
    }
    for (const volume of environment.isProduction ? volumes.values() : []) {
      for (const { value, span } of volume.driverPaths) {
        if (!isInSystemFolder(value)) continue
        yield {
          at: span,
          message: `The volume ${volume.name.value} lies in ${value} of the host, which belongs to its system; put it below /srv.`,
        }
      }
    }
  },
})
