import { defineRule } from '../../engine/rule.ts'
import { attribute, type HtmlTag } from '../../exchanges/html.ts'

/** Tag → attributes whose address a browser loads with the page. */
const LOADED: Readonly<Record<string, readonly string[]>> = {
  script: ['src'],
  iframe: ['src'],
  img: ['src', 'srcset'],
  source: ['src', 'srcset'],
  video: ['src', 'poster'],
  audio: ['src'],
  track: ['src'],
  embed: ['src'],
  object: ['data'],
  form: ['action'],
  input: ['src', 'formaction'],
  button: ['formaction'],
}
const LINKED = /\b(?:stylesheet|icon|preload|modulepreload|prefetch|manifest)\b/i

export default defineRule({
  id: 'no-mixed-content',
  on: 'exchange',
  severity: 'error',
  category: 'security',
  summary: 'A page of https loads nothing and sends nothing over plain http.',
  why: 'Browsers block scripts, styles and frames of http on it, so the page is broken; what they let pass can be changed on the way.',
  bad: [
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< content-type: text/html\n<\n<link rel="stylesheet" href="«http://cdn.example/a.css»">',
    },
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< content-type: text/html\n<\n<img src=«http://img.example/a.png»>',
    },
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< content-type: text/html\n<\n<form action="«http://shop.example/login»">',
    },
  ],
  good: [
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< content-type: text/html\n<\n<a href="http://other.example/">other</a><link rel="canonical" href="http://shop.example/">',
    },
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< content-type: text/html\n<\n<img src="http://localhost:3000/a.png" alt="a tool on the own machine">',
    },
    {
      'http://shop.example/':
        '< HTTP/1.1 200\n< content-type: text/html\n<\n<img src="http://img.example/a.png">',
    },
  ],

  *check(exchange) {
    if (!exchange.isHttps) return
    for (const tag of exchange.tags) {
      for (const name of loadedBy(tag)) {
        const source = attribute(tag, name)
        if (!source || !/(?:^|,)\s*http:\/\/(?!localhost\b|127\.)/i.test(source.value)) continue
        yield {
          at: exchange.inBody(source.start, source.end),
          message: `<${tag.name} ${name}> ${name.endsWith('action') ? 'sends to' : 'loads from'} plain http on a page of https; write https.`,
        }
      }
    }
  },
})

function loadedBy(tag: HtmlTag): readonly string[] {
  if (tag.name === 'link') return LINKED.test(attribute(tag, 'rel')?.value ?? '') ? ['href'] : []
  return Object.hasOwn(LOADED, tag.name) ? LOADED[tag.name]! : []
}
