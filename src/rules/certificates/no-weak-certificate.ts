import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-weak-certificate',
  on: 'certificate',
  severity: 'warning',
  category: 'security',
  summary: "A certificate has a key of today's length and no signature of SHA-1 or MD5.",
  why: 'Clients refuse such certificates, the newer ones first, and a short key can be worked out.',
  oncePer: 'origin',
  bad: [
    {
      'https://shop.example/':
        '* tls verified TLSv1.2 X\n* «certificate CN=shop.example; from 2026-01-01; to 2027-01-01; key RSA 1024»\n< HTTP/1.1 200\n<\n',
    },
    {
      'https://shop.example/':
        '* tls verified TLSv1.2 X\n* «certificate CN=shop.example; from 2026-01-01; to 2027-01-01; key RSA 2048; signed sha1WithRSAEncryption»\n< HTTP/1.1 200\n<\n',
    },
  ],
  good: [
    {
      'https://shop.example/':
        '* tls verified TLSv1.3 X\n* certificate CN=shop.example; from 2026-01-01; to 2027-01-01; key EC 256; signed ecdsa-with-SHA256\n< HTTP/1.1 200\n<\n',
    },
  ],

  *check({ certificate, span, exchange }) {
    const { keyType, keyBits, signatureAlgorithm, isSelfSigned, subject } = certificate
    const least = keyType === 'RSA' || keyType === 'DSA' ? 2048 : keyType === 'EC' ? 256 : 0
    if (keyBits !== undefined && keyBits < least) {
      yield {
        at: span,
        message: `${subject} has a ${keyType} key of ${keyBits} bits; issue it with RSA 2048 or EC 256.`,
      }
    } else if (
      !isSelfSigned &&
      signatureAlgorithm !== undefined &&
      /sha-?1(?!\d)|md5/i.test(signatureAlgorithm)
    ) {
      yield {
        at: span,
        message: `${subject}, sent by ${exchange.host}, is signed with ${signatureAlgorithm}; issue it anew with SHA-256.`,
      }
    }
  },
})
