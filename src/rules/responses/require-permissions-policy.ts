import { defineRule } from '../../engine/rule.ts'
import { isPublic } from './judged.ts'

export default defineRule({
  id: 'require-permissions-policy',
  on: 'exchange',
  severity: 'info',
  category: 'security',
  summary: 'A page says by Permissions-Policy which features of the device it uses.',
  why: 'What is not said frames and injected scripts may ask for: camera, microphone, place, payment.',
  bad: [
    { 'https://shop.example/': '< «HTTP/1.1 200»\n< content-type: text/html\n<\n' },
    // The syntax of Feature-Policy, which is none here.
    {
      'https://shop.example/':
        "< HTTP/1.1 200\n< «permissions-policy: camera 'none'; microphone 'none'»\n<\n",
    },
  ],
  good: [
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< permissions-policy: camera=(), microphone=(), geolocation=(self "https://map.example")\n<\n',
    },
    { 'https://api.shop.example/': '< HTTP/1.1 200\n< content-type: application/json\n<\n{}' },
  ],

  *check(exchange) {
    if (!exchange.isPage || !isPublic(exchange)) return
    const value = exchange.valueOf('permissions-policy')
    if (value?.split(',').every((entry) => /^\s*[a-z-]+=(?:\*|self|\([^()]*\)|"[^"]*")[^,]*$/.test(entry)))
      return
    yield {
      at: exchange.placeOf('permissions-policy'),
      message:
        value === undefined
          ? `${exchange.path} sends no Permissions-Policy; send camera=(), microphone=(), geolocation=() and what else it does not use.`
          : 'This is not the syntax of Permissions-Policy; write camera=(), microphone=(self).',
    }
  },
})
