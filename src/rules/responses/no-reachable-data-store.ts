import { livePlaces } from '../../deployment/declarations/compare.ts'
import { defineRule } from '../../engine/rule.ts'

const POLICY = 'environments: { production: { hosts: [shop.example] } }\n'

export default defineRule({
  id: 'no-reachable-data-store',
  on: 'declaration',
  severity: 'error',
  category: 'security',
  summary: 'No port of a data store of the deployment takes connections from outside.',
  why: 'Scanners find an open database within the hour, whatever the files say of the firewall in front of it.',
  bad: [
    {
      'plimsoll.yaml': POLICY,
      'compose.yaml': 'services:\n  db:\n    image: postgres:17\n    ports: [«"127.0.0.1:5432:5432"»]\n',
      'https://shop.example/': '* port 5432 open\n< HTTP/1.1 200\n<\n',
    },
    {
      'plimsoll.yaml': POLICY,
      'compose.yaml': 'services:\n  «cache»:\n    image: redis:8\n',
      'https://shop.example/': '* port 6379 open\n< HTTP/1.1 200\n<\n',
    },
  ],
  good: [
    {
      'plimsoll.yaml': POLICY,
      'compose.yaml': 'services:\n  db:\n    image: postgres:17\n    ports: ["127.0.0.1:5432:5432"]\n',
      'https://shop.example/': '* port 5432 closed\n< HTTP/1.1 200\n<\n',
    },
    {
      'plimsoll.yaml': POLICY,
      'compose.yaml': 'services:\n  db:\n    image: postgres:17\n',
      'https://shop.example/': '* port 5432 silent\n< HTTP/1.1 200\n<\n',
    },
    // Nobody tried.
    {
      'plimsoll.yaml': POLICY,
      'compose.yaml': 'services:\n  db:\n    image: postgres:17\n',
      'https://shop.example/': '< HTTP/1.1 200\n<\n',
    },
  ],

  *check(comparison) {
    const { declaration, verdict, live, alike } = comparison
    const { expected, place } = declaration
    if (expected.kind !== 'closed-port' || verdict !== 'differs' || !live || alike[0] !== comparison) return
    const places = [...new Set(alike.flatMap((each) => each.live?.url ?? []))].join(', ')
    yield {
      at: place,
      message: `${expected.store} takes connections at ${places}; close the port in the firewall, and publish it on 127.0.0.1 only.`,
      related: livePlaces(comparison),
    }
  },
})
