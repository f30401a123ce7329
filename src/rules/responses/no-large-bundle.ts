import { defineRule } from '../../engine/rule.ts'
import type { ExchangeDocument } from '../../exchanges/exchange-document.ts'

interface Options {
  readonly total: number
  readonly each: number
}

export default defineRule<'exchange', Options>({
  id: 'no-large-bundle',
  on: 'exchange',
  severity: 'warning',
  category: 'performance',
  summary: 'The scripts of a page stay within a budget.',
  why: 'A phone reads, compiles and runs every byte before the page reacts; bundles grow by a package at a time and nobody sees it.',
  options: {
    type: 'object',
    properties: {
      total: {
        description: 'Kilobytes (1000 bytes) of all scripts, unpacked.',
        type: 'integer',
        default: 900,
      },
      each: { description: 'Kilobytes of one script, unpacked.', type: 'integer', default: 500 },
    },
    additionalProperties: false,
  },
  bad: [
    {
      'plimsoll.yaml': 'rules: { no-large-bundle: { severity: warning, options: { total: 1 } } }\n',
      'https://shop.example/': '< «HTTP/1.1 200»\n<\n<script src="/a.js"></script>',
      'https://shop.example/a.js#script': `< HTTP/1.1 200\n<\n${'x'.repeat(1100)}`,
    },
    {
      'plimsoll.yaml': 'rules: { no-large-bundle: { severity: warning, options: { each: 1 } } }\n',
      'https://shop.example/': '< HTTP/1.1 200\n<\n<script src="/a.js"></script>',
      'https://shop.example/a.js#script': `< «HTTP/1.1 200»\n<\n${'x'.repeat(1100)}`,
    },
  ],
  good: [
    {
      'https://shop.example/': '< HTTP/1.1 200\n<\n<script src="/a.js"></script>',
      'https://shop.example/a.js#script': '< HTTP/1.1 200\n<\nlet a',
    },
  ],

  *check(exchange, { options }) {
    const scripts = exchange.related.filter(({ purpose, status }) => purpose === 'script' && status === 200)
    const total = scripts.reduce((sum, script) => sum + sizeOf(script), 0)
    for (const script of scripts) {
      if (sizeOf(script) <= options.each * 1000) continue
      yield {
        at: script.statusSpan,
        message: `${script.path} has ${kilobytes(sizeOf(script))} of script, more than ${options.each} kB; split it by page.`,
      }
    }
    if (total <= options.total * 1000) return
    yield {
      at: exchange.statusSpan,
      message: `${exchange.path} loads ${kilobytes(total)} of script in ${scripts.length} files, more than ${options.total} kB.`,
    }
  },
})

function sizeOf({ exchange, body }: ExchangeDocument): number {
  return exchange.response?.bodyBytes ?? Buffer.byteLength(body)
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000)} kB`
}
