import { defineRule } from '../../engine/rule.ts'
import { joinPolicies } from '../../exchanges/content-policy.ts'
import { saidByObservatory } from '../../exchanges/observatory.ts'
import { hasClosedFrames, isFramedByHeader } from '../../exchanges/security-headers.ts'
import { isPublic } from './judged.ts'

const NAMES = ['x-frame-options-not-implemented', 'x-frame-options-header-invalid']

export default defineRule({
  id: 'require-frame-protection',
  on: 'exchange',
  severity: 'error',
  category: 'security',
  summary: 'A page says who may frame it.',
  why: 'A page in an invisible frame is clicked by people who believe they click something else.',
  like: NAMES.map((name) => `observatory:${name}`),
  bad: [
    { 'https://shop.example/': '< «HTTP/1.1 200»\n< content-type: text/html\n<\n' },
    {
      'https://shop.example/':
        '< HTTP/1.1 200\n< content-type: text/html\n< «x-frame-options: SAMEORIGIN, SAMEORIGIN»\n<\n',
    },
    { 'https://shop.example/': '< HTTP/1.1 200\n< content-security-policy: «frame-ancestors *»\n<\n' },
  ],
  good: [
    { 'https://shop.example/': '< HTTP/1.1 200\n< x-frame-options: DENY\n<\n' },
    {
      'https://shop.example/':
        "< HTTP/1.1 200\n< content-security-policy: frame-ancestors 'self'\n< x-frame-options: bogus\n<\n",
    },
    { 'https://api.shop.example/': '< HTTP/1.1 200\n< content-type: application/json\n<\n{}' },
  ],

  *check(exchange) {
    if (!exchange.isPage || !isPublic(exchange)) return
    if (isFramedByHeader(exchange)) {
      const policies = exchange.contentPolicies.filter(({ from }) => from === 'header')
      const open = joinPolicies(policies)
        .get('frame-ancestors')
        ?.find(({ value }) => /^(?:\*|https?:)$/.test(value))
      const at = policies
        .flatMap(({ directives }) => directives)
        .find(({ sources }) => open && sources.includes(open))
      if (open && at)
        yield {
          at: at.span,
          message: `frame-ancestors ${open.value} lets every site frame the page; write 'self' or name the sites.`,
          like: [],
        }
      return
    }
    const line = exchange.last('x-frame-options')
    const value = exchange.valueOf('x-frame-options')?.trim() ?? ''
    if (hasClosedFrames(value)) return
    const like = saidByObservatory(exchange, ...NAMES)
    yield {
      at: line?.span ?? exchange.statusSpan,
      message:
        line && value !== ''
          ? `Browsers pass over X-Frame-Options: ${value}; send DENY or SAMEORIGIN once, or frame-ancestors in a Content-Security-Policy.`
          : `${exchange.path} may be framed by any site; send Content-Security-Policy: frame-ancestors 'self' or X-Frame-Options: DENY.`,
      like,
    }
  },
})
