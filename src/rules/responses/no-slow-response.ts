import { defineRule } from '../../engine/rule.ts'

interface Options {
  readonly total: number
  readonly resolve: number
  readonly connect: number
  readonly tls: number
  readonly processing: number
}

const PHASES = ['resolve', 'connect', 'tls', 'processing', 'total'] as const

export default defineRule<'exchange', Options>({
  id: 'no-slow-response',
  on: 'exchange',
  severity: 'warning',
  category: 'performance',
  summary: 'An endpoint answers within a time that people wait.',
  why: 'A slow answer is the first sign of a full pool, a cold start or a missing index, and the next load makes it a timeout.',
  options: {
    type: 'object',
    properties: {
      total: { description: 'Milliseconds for all of it.', type: 'integer', default: 3000 },
      resolve: { description: 'Milliseconds for the name.', type: 'integer', default: 1000 },
      connect: { description: 'Milliseconds for the connection.', type: 'integer', default: 1000 },
      tls: { description: 'Milliseconds for the handshake.', type: 'integer', default: 1000 },
      processing: { description: 'Milliseconds until the first byte.', type: 'integer', default: 2000 },
    },
    additionalProperties: false,
  },
  bad: [
    { 'https://shop.example/': '* «time connect 20, processing 4200, total 4300»\n< HTTP/1.1 200\n<\n' },
    { 'https://shop.example/': '* «time resolve 1500, total 1600»\n< HTTP/1.1 200\n<\n' },
  ],
  good: [
    { 'https://shop.example/': '* time connect 20, processing 200, total 300\n< HTTP/1.1 200\n<\n' },
    // The policy has its own time for it.
    {
      'https://shop.example/report': '* time processing 4200, total 4300\n< HTTP/1.1 200\n<\n',
      'plimsoll.yaml':
        'environments: { production: { endpoints: [{ url: "https://shop.example/report", expect: { within: 10s } }] } }\n',
    },
  ],

  *check(exchange, { options }) {
    const { timings } = exchange.exchange
    if (!timings || exchange.contracts.some(({ endpoint }) => endpoint.expect?.within !== undefined)) return
    const slow = PHASES.find((phase) => (timings[phase] ?? 0) > options[phase])
    if (!slow) return
    const part = slow === 'total' ? '' : ` for ${slow === 'processing' ? 'its first byte' : slow}`
    yield {
      at: exchange.noteSpan('time'),
      message: `${exchange.path} took ${Math.round(timings[slow] ?? 0)} ms${part}, more than ${options[slow]} ms.`,
    }
  },
})
