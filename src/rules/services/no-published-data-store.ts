import { dataStoreOf } from '../../deployment/image-facts.ts'
import { runsInProduction } from '../../deployment/profiles.ts'
import { bindToLoopback, isOnAllInterfaces, publishedText } from '../../deployment/published-ports.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-published-data-store',
  on: 'service',
  severity: 'error',
  category: 'security',
  summary: 'No database, cache, queue, search engine or admin tool is published on all interfaces.',
  why: 'Docker opens the port past the firewall of the host, and scanners find an open Redis or MongoDB within the hour.',
  like: ['kics:container_traffic_not_bound_to_host_interface', 'dclint:no-unbound-port-interfaces'],
  bad: [
    { 'compose.yaml': 'services:\n  db:\n    image: postgres:17\n    ports:\n      - «"5432:5432"»\n' },
    { 'compose.yaml': 'services:\n  cache:\n    image: bitnami/redis:8.2\n    ports: [«6379»]\n' },
    {
      'compose.yaml':
        'services:\n  db:\n    image: mongo:8\n    ports:\n      - «0.0.0.0:27017:27017»\n      - «"[::]:27017:27017"»\n',
    },
    {
      'docker/production/compose.yaml':
        'services:\n  search:\n    build: .\n    ports:\n      - «target: 9200\n        published: 9200»\n',
      'docker/production/Dockerfile': 'FROM elasticsearch:9.1.0\nUSER elasticsearch\n',
    },
    {
      'compose.yaml':
        'services:\n  pgadmin:\n    image: dpage/pgadmin4:9.7\n    ports: [«"${PGADMIN_PORT:-5050}:80"»]\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  db:\n    image: postgres:17\n    ports:\n      - 127.0.0.1:5432:5432\n      - "[::1]:5432:5432"\n      - 10.0.0.5:5432:5432\n',
    },
    {
      'compose.yaml':
        'services:\n  db:\n    image: postgres:17\n    expose: [5432]\n  web:\n    image: nginx:1.29\n    ports: ["80:80"]\n',
    },
    { 'compose.local.yaml': 'services:\n  db:\n    image: postgres:17\n    ports: ["5432:5432"]\n' },
    { 'compose.yaml': 'services:\n  db:\n    image: postgres:17\n    ports: ["${BIND}:5432:5432"]\n' },
    {
      'compose.yaml':
        'services:\n  db:\n    image: postgres:17\n    profiles: [dev]\n    ports: ["5432:5432"]\n',
    },
    { 'compose.yaml': 'services:\n  db:\n    image: ${DB_IMAGE}\n    ports: ["5432:5432"]\n' },
  ],

  *check(service) {
    const store = dataStoreOf(service.runtimeImage)
    if (!store || !runsInProduction(service)) return
    const remedy =
      store.kind === 'admin'
        ? 'let only the host reach it, and others through a tunnel or a proxy that asks who they are:'
        : 'remove the port, since services of the stack need none, or bind it:'
    for (const port of service.ports) {
      if (!isOnAllInterfaces(port)) continue
      const edit = bindToLoopback(port)
      yield {
        at: port.span,
        message: `${store.label} of ${service.name.value} is open to the world at port ${publishedText(port)}; ${remedy} 127.0.0.1:${port.published?.first ?? ''}:${port.target.first}.`,
        // dclint is content with any address that is written.
        like: port.hostIp
          ? []
          : ['kics:container_traffic_not_bound_to_host_interface', 'dclint:no-unbound-port-interfaces'],
        ...(edit && { fix: { title: 'Bind the port to 127.0.0.1', safe: false, edits: [edit] } }),
      }
    }
  },
})
