import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-old-protocol',
  on: 'exchange',
  severity: 'error',
  category: 'security',
  summary: 'An endpoint speaks TLS 1.2 and 1.3, nothing older.',
  why: 'TLS 1.0 and 1.1 were withdrawn (RFC 8996); who controls the line can make a client fall back to them.',
  oncePer: 'origin',
  bad: [
    { 'https://shop.example/': '* tls verified TLSv1.3 X\n* «also TLSv1, TLSv1.1»\n< HTTP/1.1 200\n<\n' },
    { 'https://shop.example/': '* «tls verified TLSv1.1 X»\n< HTTP/1.1 200\n<\n' },
  ],
  good: [{ 'https://shop.example/': '* tls verified TLSv1.2 X\n< HTTP/1.1 200\n<\n' }],

  *check(exchange) {
    const { tls, oldProtocols = [] } = exchange.exchange
    const isOld = (version: string) => /^(?:SSL|TLSv1(?:\.[01])?$)/.test(version)
    const old = [...new Set([...oldProtocols, ...(tls?.protocol ? [tls.protocol] : [])])].filter(isOld)
    if (old.length === 0) return
    yield {
      at: exchange.noteSpan(oldProtocols.length > 0 ? 'also' : 'tls'),
      message: `${exchange.host} speaks ${old.join(' and ')}; offer TLSv1.2 and TLSv1.3 only (ssl_protocols TLSv1.2 TLSv1.3).`,
    }
  },
})
