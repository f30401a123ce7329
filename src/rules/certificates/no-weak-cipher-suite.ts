import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-weak-cipher-suite',
  on: 'exchange',
  severity: 'warning',
  category: 'security',
  summary: 'The cipher that is agreed on has forward secrecy and checks what it carries.',
  why: 'Without forward secrecy, whoever records today and gets the key tomorrow reads it all; CBC and RC4 have known attacks.',
  oncePer: 'origin',
  bad: [
    { 'https://shop.example/': '* «tls verified TLSv1.2 AES256-SHA»\n< HTTP/1.1 200\n<\n' },
    { 'https://shop.example/': '* «tls verified TLSv1.2 ECDHE-RSA-AES128-SHA»\n< HTTP/1.1 200\n<\n' },
  ],
  good: [
    { 'https://shop.example/': '* tls verified TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256\n< HTTP/1.1 200\n<\n' },
    { 'https://shop.example/': '* tls verified TLSv1.3 TLS_AES_256_GCM_SHA384\n< HTTP/1.1 200\n<\n' },
  ],

  *check(exchange) {
    const { tls } = exchange.exchange
    if (!tls?.cipher || tls.protocol !== 'TLSv1.2') return
    const isStrong = /^(?:ECDHE|DHE)-.*(?:GCM|POLY1305|CCM)/.test(tls.cipher)
    if (isStrong) return
    yield {
      at: exchange.noteSpan('tls'),
      message: `${exchange.host} agrees on ${tls.cipher}; put ECDHE with GCM or ChaCha20 first.`,
    }
  },
})
