import { defineRule } from '../../engine/rule.ts'
import { type ContentPolicy, isReporting } from '../../exchanges/content-policy.ts'
import { saidByObservatory } from '../../exchanges/observatory.ts'
import type { Span } from '../../span.ts'

export default defineRule({
  id: 'no-invalid-content-policy',
  on: 'exchange',
  severity: 'error',
  category: 'security',
  summary: 'A Content-Security-Policy says each thing once and says something.',
  why: 'Of a directive that stands twice browsers take the first, so the one that somebody added later does nothing.',
  like: ['observatory:csp-header-invalid'],
  bad: [
    {
      'https://shop.example/':
        "< HTTP/1.1 200\n< content-security-policy: default-src 'self'; script-src 'self'; «script-src 'none'»\n<\n",
    },
    { 'https://shop.example/': '< HTTP/1.1 200\n< «content-security-policy:»\n<\n' },
    {
      'https://shop.example/':
        "< HTTP/1.1 200\n< content-security-policy: script-src «'strict-dynamic'»; object-src 'none'\n<\n",
    },
  ],
  good: [
    {
      'https://shop.example/':
        "< HTTP/1.1 200\n< content-security-policy: default-src 'self'; report-uri /a; report-uri /b\n<\n",
    },
    {
      'https://shop.example/':
        "< HTTP/1.1 200\n< content-security-policy: script-src 'strict-dynamic' 'nonce-aG9sYQ'; object-src 'none'\n<\n",
    },
    { 'https://shop.example/': '< HTTP/1.1 200\n<\n' },
  ],

  *check(exchange) {
    const like = saidByObservatory(exchange, 'csp-header-invalid')
    for (const policy of exchange.contentPolicies) {
      const fault = faultOf(policy)
      if (!fault) continue
      const isEmpty = fault.at.start === fault.at.end
      yield {
        at: isEmpty ? exchange.placeOf('content-security-policy') : fault.at,
        message: fault.message,
        like,
      }
    }
  },
})

function faultOf(policy: ContentPolicy): { at: Span; message: string } | undefined {
  const repeated = policy.repeated.find(({ name }) => !isReporting(name))
  if (repeated) {
    return {
      at: repeated.span,
      message: `${repeated.name} stands here a second time and does nothing; join it with the first.`,
    }
  }
  if (policy.from === 'header' && policy.text.length <= 5) {
    return {
      at: policy.span,
      message: 'This policy says nothing; leave the comma or the header out, or write one.',
    }
  }
  for (const { sources } of policy.directives) {
    const dynamic = sources.find(({ value }) => value === "'strict-dynamic'")
    if (dynamic && !sources.some(({ value }) => /^'(?:nonce|sha(?:256|384|512))-.+'$/.test(value))) {
      return {
        at: dynamic.span,
        message:
          "'strict-dynamic' passes on the trust of a nonce or hash, and there is none here; every script is blocked.",
      }
    }
  }
  return undefined
}
