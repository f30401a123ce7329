import { hostPortText } from '../../deployment/compose/ports.ts'
import { disorderOfItems, writtenCollection, writtenServices } from '../../deployment/written-compose.ts'
import { defineRule } from '../../engine/rule.ts'

const byNumber = new Intl.Collator('en', { numeric: true }).compare

export default defineRule({
  id: 'require-sorted-ports',
  on: 'stack',
  severity: 'info',
  category: 'style',
  summary: 'The ports of a service stand in the order of their numbers on the host.',
  why: 'In a sorted list a port that is taken twice stands out.',
  like: ['dclint:service-ports-alphabetical-order'],
  bad: [
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    ports:\n      - "8080:80"\n      - «"443:443"» # TLS\n      - 127.0.0.1:9000:9000\n',
    },
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    ports:\n      - 1000:80\n      - «target: 81\n        published: 999»\n  api:\n    image: nginx:1.29\n    ports: [90, «80»]\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    ports:\n      - 80:80/udp\n      - 127.0.0.1:443:8443\n      - "[::1]:1000-1010:1000-1010"\n      - target: 1\n        published: 8000\n      - 10000:1\n',
    },
  ],

  *check(stack, { project }) {
    for (const service of writtenServices(stack, project)) {
      const ports = writtenCollection(service, 'ports')
      if (ports?.kind !== 'sequence') continue
      const compare = (one: string, other: string) => byNumber(one, other)
      const disorder = disorderOfItems(service.document, ports, compare, hostPortText)
      if (!disorder) continue
      const { keys, places, misplaced, before, edit } = disorder
      const name = service.name.value
      yield {
        at: places[misplaced]!,
        message: `${name} publishes ${keys[misplaced]} after ${keys[before]}; put the ports in order.`,
        ...(edit && { fix: { title: `Sort the ports of ${name}`, safe: true, edits: [edit] } }),
      }
    }
  },
})
