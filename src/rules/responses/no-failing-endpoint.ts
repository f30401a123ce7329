import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-failing-endpoint',
  on: 'exchange',
  severity: 'error',
  category: 'reliability',
  summary: 'An endpoint answers with success, or with the status that the policy expects.',
  why: 'A page that answers 404 or 502 right after a deployment is an outage, whatever the containers say.',
  bad: [
    { 'https://shop.example/docs': '< «HTTP/1.1 502»\n< content-type: text/html\n<\nBad Gateway' },
    { 'https://shop.example/health': '< «HTTP/1.1 404»\n<\n' },
  ],
  good: [
    { 'https://shop.example/': '< HTTP/1.1 200\n<\n' },
    // Who is not signed in is refused; that is an answer.
    { 'https://shop.example/admin': '< HTTP/1.1 401\n<\n' },
    {
      'https://shop.example/debug': '< HTTP/1.1 404\n<\n',
      'plimsoll.yaml':
        'environments: { production: { endpoints: [{ url: "https://shop.example/debug", expect: { status: 404 } }] } }\n',
    },
  ],

  *check(exchange) {
    const { status, contracts } = exchange
    const isExpected = contracts.some(({ endpoint }) => endpoint.expect?.status !== undefined)
    if (status === undefined || status < 400 || status === 401 || status === 403 || isExpected) return
    yield {
      at: exchange.statusSpan,
      message: `${exchange.path} answers ${status}${status >= 500 ? ', an error of the server' : ''}; if that is meant, say so with expect.status in the policy.`,
    }
  },
})
