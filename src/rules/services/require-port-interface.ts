import { dataStoreOf } from '../../deployment/image-facts.ts'
import { runsInProduction } from '../../deployment/profiles.ts'
import { bindToLoopback, isOnAllInterfaces, publishedText } from '../../deployment/published-ports.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'require-port-interface',
  on: 'service',
  severity: 'warning',
  category: 'security',
  summary: 'Every published port says on which interface, be it 0.0.0.0.',
  why: 'Docker publishes on all interfaces, past the firewall, unless told otherwise; who wrote only two numbers may not have meant that.',
  like: ['kics:container_traffic_not_bound_to_host_interface', 'dclint:no-unbound-port-interfaces'],
  bad: [
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    ports:\n      - «"8080:80"»\n      - «9090»\n',
    },
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    ports:\n      - «target: 80\n        published: "8080"»\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    ports: ["0.0.0.0:80:80", "127.0.0.1:8080:8080"]\n',
    },
    { 'compose.yaml': 'services:\n  web:\n    image: nginx:1.29\n    ports: ["${BIND}:80:80"]\n' },
    { 'compose.local.yaml': 'services:\n  web:\n    image: nginx:1.29\n    ports: ["80:80"]\n' },
    // no-published-data-store has more to say of it.
    { 'compose.yaml': 'services:\n  db:\n    image: postgres:17\n    ports: ["5432:5432"]\n' },
  ],

  *check(service) {
    if (!runsInProduction(service) || dataStoreOf(service.runtimeImage)) return
    for (const port of service.ports) {
      if (port.hostIp || !isOnAllInterfaces(port)) continue
      const edit = bindToLoopback(port)
      yield {
        at: port.span,
        message: `${service.name.value} is published on all interfaces at port ${publishedText(port)}; write 127.0.0.1: before it, or 0.0.0.0: if the world shall reach it.`,
        ...(edit && { fix: { title: 'Bind the port to 127.0.0.1', safe: false, edits: [edit] } }),
      }
    }
  },
})
