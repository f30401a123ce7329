import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-public-source-map',
  on: 'exchange',
  severity: 'warning',
  category: 'security',
  summary: 'Source maps of production are not served to everybody.',
  why: 'A map holds the whole source with comments and names, also of pages that only staff sees.',
  bad: [
    {
      'https://shop.example/': '< HTTP/1.1 200\n<\n<script src="/app.js"></script>',
      'https://shop.example/app.js.map#source-map':
        '< «HTTP/1.1 200»\n< content-type: application/json\n<\n{"version":3,"sources":["src/app.ts"],"mappings":"AAAA"}',
    },
  ],
  good: [
    {
      'https://shop.example/': '< HTTP/1.1 200\n<\n',
      'https://shop.example/app.js.map#source-map': '< HTTP/1.1 404\n<\n',
    },
    {
      'https://shop.example/': '< HTTP/1.1 200\n<\n',
      'https://shop.example/app.js.map#source-map': '< HTTP/1.1 200\n<\n<!doctype html>',
    },
  ],

  *check(exchange) {
    for (const map of exchange.related) {
      if (map.purpose !== 'source-map' || map.status !== 200 || !/"(?:mappings|sources)"\s*:/.test(map.body))
        continue
      yield {
        at: map.statusSpan,
        message: `${map.path} is served to everybody; upload maps to the error tracker and leave them out of what is served (hidden-source-map).`,
      }
    }
  },
})
