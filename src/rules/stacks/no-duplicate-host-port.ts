import { canRunTogether } from '../../deployment/profiles.ts'
import { publishedText, TakenPorts } from '../../deployment/published-ports.ts'
import type { Service } from '../../deployment/service.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-duplicate-host-port',
  on: 'stack',
  severity: 'error',
  category: 'correctness',
  summary: 'No two services want the same port of the host.',
  why: 'The second one fails with "port is already allocated", and which one is second changes from start to start.',
  like: ['dclint:no-duplicate-exported-ports'],
  bad: [
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    ports: ["8080:80"]\n  api:\n    image: ghcr.io/acme/api:1\n    ports: ["«8080»:8000"]\n',
    },
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    ports: ["127.0.0.1:8080:80"]\n  api:\n    image: ghcr.io/acme/api:1\n    ports:\n      - target: 8000\n        published: «8080»\n',
    },
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    ports: ["8000-8010:8000-8010"]\n  api:\n    image: ghcr.io/acme/api:1\n    ports: ["«8005»:80"]\n    profiles: [api]\n',
    },
    // Within one service too.
    { 'compose.yaml': 'services:\n  web:\n    image: nginx:1.29\n    ports: ["80:80", "«80»:8080"]\n' },
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    ports: ["${WEB_PORT:-80}:80"]\n  docs:\n    image: nginx:1.29\n    ports: ["${DOCS_PORT:-«80»}:80"]\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  a:\n    image: nginx:1.29\n    ports: ["8080"]\n  b:\n    image: nginx:1.29\n    ports: [8080, "8080:80"]\n  c:\n    image: nginx:1.29\n    ports: ["8080:80/udp"]\n',
    },
    {
      'compose.yaml':
        'services:\n  a:\n    image: nginx:1.29\n    ports: ["10.0.0.1:80:80", "[::]:80:80"]\n  b:\n    image: nginx:1.29\n    ports: ["10.0.0.2:80:80"]\n',
    },
    // One or the other.
    {
      'compose.yaml':
        'services:\n  cpu:\n    image: ghcr.io/acme/model:1\n    profiles: [cpu]\n    ports: ["8080:80"]\n  gpu:\n    image: ghcr.io/acme/model:1-cuda\n    profiles: [gpu]\n    ports: ["8080:80"]\n',
    },
    // The engine takes a free one of the range.
    {
      'compose.yaml':
        'services:\n  a:\n    image: nginx:1.29\n    ports: ["8000-8100:80"]\n  b:\n    image: nginx:1.29\n    ports: ["8000-8100:80"]\n',
    },
    {
      'compose.yaml': 'services:\n  a:\n    image: nginx:1.29\n    ports: ["$WEB_PORT:80", "$WEB_PORT:81"]\n',
    },
    {
      'a/compose.yaml': 'services:\n  a:\n    image: nginx:1.29\n    ports: ["80:80"]\n',
      'b/compose.yaml': 'services:\n  b:\n    image: nginx:1.29\n    ports: ["80:80"]\n',
    },
  ],

  *check({ services }) {
    const earlier = new TakenPorts<Service>()
    for (const service of services.values()) {
      for (const port of service.ports) {
        const taken = earlier.find(port, (other) => canRunTogether(other, service))
        earlier.add(port, service)
        if (!taken || !port.publishedSpan || !taken.port.publishedSpan) continue
        const owner = taken.owner === service ? 'twice' : `and so does ${taken.owner.name.value}`
        yield {
          at: port.publishedSpan,
          message: `${service.name.value} publishes port ${publishedText(port)} of the host ${owner}; choose another one.`,
          related: [{ at: taken.port.publishedSpan, message: `Taken by ${taken.owner.name.value}` }],
        }
      }
    }
  },
})
