import { hostPathOf, isEngineSocket } from '../../deployment/host-paths.ts'
import { readsEngine } from '../../deployment/image-facts.ts'
import { runsInProduction } from '../../deployment/profiles.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'require-docker-socket-proxy',
  on: 'service',
  severity: 'info',
  category: 'security',
  summary: 'What reads containers from the engine does so through a socket proxy.',
  why: 'A socket mounted read-only still takes every request; a hole in the proxy or dashboard in front of it is a hole in the host.',
  like: ['kics:docker_socket_mounted_in_container'],
  bad: [
    {
      'compose.yaml':
        'services:\n  proxy:\n    image: traefik:v3.5\n    volumes:\n      - «/var/run/docker.sock:/var/run/docker.sock:ro»\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  socket-proxy:\n    image: tecnativa/docker-socket-proxy:0.3\n    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock:ro\n  proxy:\n    image: traefik:v3.5\n    command: --providers.docker.endpoint=tcp://socket-proxy:2375\n',
    },
    // An error of its own: no-docker-socket.
    {
      'compose.yaml':
        'services:\n  proxy:\n    image: traefik:v3.5\n    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock\n',
    },
    {
      'compose.local.yaml':
        'services:\n  proxy:\n    image: traefik:v3.5\n    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock:ro\n',
    },
  ],

  *check(service) {
    const { name, mounts, runtimeImage, stack } = service
    if (!runsInProduction(service) || !readsEngine(runtimeImage)) return
    for (const mount of mounts) {
      const path = hostPathOf(mount, stack)
      if (!path || !isEngineSocket(path.value) || !mount.readOnly) continue
      yield {
        at: mount.span,
        message: `${name.value} reads the engine's socket itself; let it ask a socket proxy that allows only GET of containers.`,
      }
    }
  },
})
