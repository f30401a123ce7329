import { defineRule } from '../../engine/rule.ts'
import { observatoryTests, saidByObservatory } from '../../exchanges/observatory.ts'

const HEADERS = [
  {
    header: 'cross-origin-opener-policy',
    id: 'coop',
    values: 'same-origin, same-origin-allow-popups, noopener-allow-popups or unsafe-none',
  },
  {
    header: 'cross-origin-embedder-policy',
    id: 'coep',
    values: 'require-corp, credentialless or unsafe-none',
  },
  { header: 'cross-origin-resource-policy', id: 'corp', values: 'same-origin, same-site or cross-origin' },
]

export default defineRule({
  id: 'no-invalid-isolation-header',
  on: 'exchange',
  severity: 'warning',
  category: 'security',
  summary: 'Cross-Origin-Opener-, Embedder- and Resource-Policy hold one word that browsers know.',
  why: 'Browsers pass over any other value, capitals and quotes included, and the page is not isolated.',
  like: HEADERS.map(({ id }) => `observatory:${id}-header-invalid`),
  bad: [
    { 'https://shop.example/': '< HTTP/1.1 200\n< «cross-origin-opener-policy: Same-Origin»\n<\n' },
    { 'https://shop.example/': '< HTTP/1.1 200\n< «cross-origin-embedder-policy: "require-corp"»\n<\n' },
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< «cross-origin-resource-policy: same-origin, same-origin»\n<\n',
    },
  ],
  good: [
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< cross-origin-opener-policy: same-origin; report-to="x"\n<\n',
    },
    { 'https://shop.example/': '< HTTP/1.1 200\n< cross-origin-resource-policy: same-site\n<\n' },
  ],

  *check(exchange) {
    const tests = observatoryTests(exchange)
    for (const { header, id, values } of HEADERS) {
      if (tests[header]?.result !== `${id}-header-invalid`) continue
      yield {
        at: exchange.placeOf(header),
        message: `Browsers do not know this ${header}; write ${values}, once.`,
        like: saidByObservatory(exchange, `${id}-header-invalid`),
      }
    }
  },
})
