import { rangeText } from '../../deployment/compose/ports.ts'
import { runsInProduction } from '../../deployment/profiles.ts'
import { defineRule } from '../../engine/rule.ts'

/** Below it a process needs root, or a capability. */
const FIRST_FREE = 1024

export default defineRule({
  id: 'no-privileged-port',
  on: 'service',
  severity: 'info',
  category: 'security',
  summary: 'A service listens above port 1023, inside and outside.',
  why: 'Below 1024 a process needs root or NET_BIND_SERVICE, and an engine without root cannot publish the port.',
  like: ['kics:privileged_ports_mapped_in_container'],
  bad: [
    { 'compose.yaml': 'services:\n  web:\n    image: nginx:1.29\n    ports:\n      - «"8080:80"»\n' },
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    ports:\n      - «"443:8443"»\n      - «127.0.0.1::53/udp»\n      - «target: 22\n        published: 2222»\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    ports: ["8080:8080", "127.0.0.1:9000:9000", "3000"]\n  dns:\n    image: coredns/coredns:1.12.4\n    cap_drop: [NET_BIND_SERVICE]\n    ports: ["53:53/udp"]\n',
    },
    { 'compose.yaml': 'services:\n  web:\n    image: nginx:1.29\n    ports: ["8080:${PORT}"]\n' },
    { 'compose.local.yaml': 'services:\n  web:\n    image: nginx:1.29\n    ports: ["80:80"]\n' },
  ],

  *check(service) {
    if (!runsInProduction(service)) return
    // Who gives the capability away has seen to it that it is not needed.
    if (service.capDrop.some(({ value }) => /^(?:CAP_)?NET_BIND_SERVICE$/i.test(value))) return
    for (const { target, published, span, isUnresolved } of service.ports) {
      const low = [target, published].find((range) => range && range.first < FIRST_FREE && range.first > 0)
      if (!low || isUnresolved) continue
      const where = low === target ? 'in its container' : 'of the host'
      yield {
        at: span,
        message: `${service.name.value} uses port ${rangeText(low)} ${where}; take one above 1023.`,
      }
    }
  },
})
