import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-old-tls',
  on: 'nginxLine',
  severity: 'error',
  category: 'security',
  summary: 'Only TLS 1.2 and 1.3 are spoken.',
  why: 'SSL 3, TLS 1.0 and 1.1 are broken and withdrawn (RFC 7568, RFC 8996); browsers refuse them, audits fail on them.',
  bad: [
    { 'nginx.conf': 'ssl_protocols «TLSv1» «TLSv1.1» TLSv1.2;\n' },
    { 'nginx.conf': 'server { ssl_protocols «SSLv3»; }\n' },
  ],
  good: [
    { 'nginx.conf': 'ssl_protocols TLSv1.2 TLSv1.3;\n' },
    { 'nginx.conf': 'proxy_ssl_protocols TLSv1;\n' },
  ],

  *check({ directive }) {
    if (directive.name !== 'ssl_protocols') return
    const isOld = (value: string) => /^(?:SSLv[23]|TLSv1(?:\.1)?)$/.test(value)
    const rest = directive.words.filter(({ value }) => !isOld(value)).map(({ value }) => value)
    for (const { value, span } of directive.words) {
      if (!isOld(value)) continue
      yield {
        at: span,
        message: `${value} is broken and withdrawn; write ssl_protocols TLSv1.2 TLSv1.3;.`,
        fix: {
          title: 'Leave out the old protocols',
          safe: false,
          edits: [
            {
              span: { ...directive.words[0]!.span, end: directive.words.at(-1)!.span.end },
              text: rest.length > 0 ? rest.join(' ') : 'TLSv1.2 TLSv1.3',
            },
          ],
        },
      }
    }
  },
})
