import { hostPathOf, isEngineSocket } from '../../deployment/host-paths.ts'
import { isSocketProxy, readsEngine } from '../../deployment/image-facts.ts'
import { runsInProduction } from '../../deployment/profiles.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-docker-socket',
  on: 'service',
  severity: 'error',
  category: 'security',
  summary: 'No service has the socket of the container engine mounted.',
  why: 'Whoever gets into such a container starts another one with the disk of the host mounted: it is root on the host.',
  like: ['kics:docker_socket_mounted_in_container'],
  bad: [
    {
      'compose.yaml':
        'services:\n  ci:\n    image: gitlab/gitlab-runner:v18.1\n    volumes:\n      - «/var/run/docker.sock:/var/run/docker.sock»\n',
    },
    // Reading only is no protection: the socket is still written to.
    {
      'compose.yaml':
        'services:\n  api:\n    build: .\n    volumes:\n      - «/var/run/docker.sock:/var/run/docker.sock:ro»\n',
      Dockerfile: 'FROM node:24\n',
    },
    {
      'compose.yaml':
        'services:\n  proxy:\n    image: traefik:v3.5\n    volumes:\n      - «/var/run/docker.sock:/var/run/docker.sock»\n',
    },
    {
      'compose.yaml':
        'services:\n  runner:\n    image: ghcr.io/acme/runner:2\n    volumes:\n      - «type: bind\n        source: /run/podman/podman.sock\n        target: /var/run/docker.sock»\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  proxy:\n    image: traefik:v3.5\n    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock:ro\n',
    },
    {
      'compose.yaml':
        'services:\n  socket-proxy:\n    image: tecnativa/docker-socket-proxy:0.3\n    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock\n',
    },
    {
      'compose.yaml':
        'services:\n  db:\n    image: mysql:9\n    volumes:\n      - /var/run/mysqld/mysqld.sock:/var/run/mysqld/mysqld.sock\n',
    },
    {
      'compose.dev.yaml':
        'services:\n  ci:\n    image: gitlab/gitlab-runner:v18.1\n    volumes:\n      - /var/run/docker.sock:/var/run/docker.sock\n',
    },
    {
      'compose.yaml':
        'services:\n  ci:\n    image: ghcr.io/acme/ci:1\n    volumes:\n      - ${SOCKET}:/sock\n',
    },
  ],

  *check(service) {
    const { name, mounts, runtimeImage, stack } = service
    if (!runsInProduction(service) || isSocketProxy(runtimeImage)) return
    for (const mount of mounts) {
      const path = hostPathOf(mount, stack)
      if (!path || !isEngineSocket(path.value)) continue
      // What such an image does is done by reading; `require-docker-socket-proxy` asks for more.
      if (mount.readOnly && readsEngine(runtimeImage)) continue
      yield {
        at: mount.span,
        message: `${name.value} can start containers on the host and so is root there; take the socket away, or put a socket proxy in between that lets through only what it needs.`,
      }
    }
  },
})
