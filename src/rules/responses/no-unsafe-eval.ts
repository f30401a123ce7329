import { defineRule } from '../../engine/rule.ts'
import { joinPolicies, sourcesFor } from '../../exchanges/content-policy.ts'
import { saidByObservatory } from '../../exchanges/observatory.ts'

export default defineRule({
  id: 'no-unsafe-eval',
  on: 'exchange',
  severity: 'warning',
  category: 'security',
  summary: 'A Content-Security-Policy does not allow making code of text.',
  why: "With 'unsafe-eval' any text that reaches eval, Function or a template compiler runs as a script.",
  like: ['observatory:csp-implemented-with-unsafe-eval'],
  bad: [
    {
      'https://shop.example/':
        "< HTTP/1.1 200\n< content-security-policy: default-src 'self'; script-src 'self' «'unsafe-eval'»\n<\n",
    },
    {
      'https://shop.example/':
        "< HTTP/1.1 200\n< content-security-policy: default-src 'self'; style-src «'unsafe-eval'»\n<\n",
    },
  ],
  good: [
    {
      'https://shop.example/':
        "< HTTP/1.1 200\n< content-security-policy: default-src 'self'; script-src 'self' 'wasm-unsafe-eval'\n<\n",
    },
  ],

  *check(exchange) {
    const joined = joinPolicies(exchange.contentPolicies)
    const found = ['script-src', 'style-src']
      .flatMap((directive) => sourcesFor(joined, directive) ?? [])
      .find(({ value }) => value === "'unsafe-eval'")
    if (!found) return
    yield {
      at: found.span,
      message:
        "'unsafe-eval' lets text become code; take it out, or write 'wasm-unsafe-eval' where it is for WebAssembly.",
      like: saidByObservatory(exchange, 'csp-implemented-with-unsafe-eval'),
    }
  },
})
