import { hostPathOf, isEngineSocket, sensitiveHostPath } from '../../deployment/host-paths.ts'
import { isMonitor } from '../../deployment/image-facts.ts'
import { runsInProduction } from '../../deployment/profiles.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-sensitive-host-mount',
  on: 'service',
  severity: 'error',
  category: 'security',
  summary: 'No service has a system folder or a place of secrets of the host mounted.',
  why: "With /etc, /root or the engine's own folder inside, an intruder in the container reads the keys of the host or makes himself its owner.",
  like: ['kics:volume_has_sensitive_host_directory'],
  bad: [
    {
      'compose.yaml':
        'services:\n  backup:\n    image: ghcr.io/acme/backup:1\n    volumes:\n      - «/:/host:ro»\n',
    },
    { 'compose.yaml': 'services:\n  web:\n    image: nginx:1.29\n    volumes:\n      - «/etc:/host/etc»\n' },
    {
      'compose.yaml':
        'services:\n  deploy:\n    image: ghcr.io/acme/deploy:1\n    volumes:\n      - «~/.ssh:/root/.ssh:ro»\n      - «/var/lib/docker/volumes:/volumes»\n',
    },
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    volumes:\n      - «keys:/keys»\nvolumes:\n  keys:\n    driver: local\n    driver_opts:\n      type: none\n      o: bind\n      device: /etc/ssh\n',
    },
    // Monitors may look, not write.
    {
      'compose.yaml':
        'services:\n  node:\n    image: prom/node-exporter:v1.9.1\n    volumes:\n      - «/proc:/host/proc»\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  node:\n    image: prom/node-exporter:v1.9.1\n    volumes:\n      - /proc:/host/proc:ro\n      - /:/rootfs:ro\n',
    },
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    volumes:\n      - /etc/localtime:/etc/localtime:ro\n      - /etc/letsencrypt:/etc/letsencrypt:ro\n      - ./etc:/etc/nginx/conf.d\n      - /srv/site:/usr/share/nginx/html:ro\n      - cache:/var/cache\nvolumes:\n  cache:\n',
    },
    // The socket has a rule of its own.
    {
      'compose.yaml':
        'services:\n  web:\n    image: traefik:v3.5\n    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock\n',
    },
    {
      'compose.yaml':
        'services:\n  api:\n    image: ghcr.io/acme/api:1\n    volumes:\n      - ${DATA}/etc:/data\n',
    },
    {
      'docker/local/compose.yaml':
        'services:\n  deploy:\n    image: ghcr.io/acme/deploy:1\n    volumes:\n      - ~/.ssh:/root/.ssh:ro\n',
    },
  ],

  *check(service) {
    const { name, mounts, runtimeImage, stack } = service
    if (!runsInProduction(service)) return
    for (const mount of mounts) {
      const path = hostPathOf(mount, stack)?.value
      const what = path === undefined || isEngineSocket(path) ? undefined : sensitiveHostPath(path)
      if (!what || (mount.readOnly && isMonitor(runtimeImage))) continue
      yield {
        at: mount.span,
        message: `${name.value} gets ${what}; mount only the file or folder that it needs, or use a named volume.`,
      }
    }
  },
})
