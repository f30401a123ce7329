import { effective, mayHoldMore, own } from '../../deployment/nginx-levels.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'require-certificate',
  on: 'server',
  severity: 'error',
  category: 'correctness',
  summary: 'A server that listens for TLS has a certificate and its key.',
  why: 'nginx does not start: every site that it serves is gone, not only this one.',
  bad: [
    { 'nginx.conf': 'http { server { listen «443» ssl; server_name a.example.com; } }\n' },
    { 'nginx.conf': 'http { server { listen «443» ssl; ssl_certificate /a.pem; } }\n' },
  ],
  good: [
    {
      'nginx.conf':
        'http { ssl_certificate /a.pem; ssl_certificate_key /a.key; server { listen 443 ssl; } }\n',
    },
    {
      'nginx.conf': 'http { server { listen 443 ssl; include snippets/tls.conf; } server { listen 443; } }\n',
    },
    { 'nginx.conf': 'http { server { listen 443 ssl default_server; ssl_reject_handshake on; } }\n' },
    // What stands around it may bring one.
    { 'nginx.conf': 'server { listen 443 ssl; }\n' },
  ],

  *check({ level, listens }) {
    const listen = listens.find(({ isTls }) => isTls)
    if (!listen || mayHoldMore(level)) return
    if (own(level, 'ssl_reject_handshake').some(({ words }) => words[0]?.value === 'on')) return
    const missing = ['ssl_certificate', 'ssl_certificate_key'].filter(
      (name) => effective(level, name).length === 0,
    )
    const hasLua = level.directives.some(({ name }) => name.startsWith('ssl_certificate_by_lua'))
    if (missing.length === 0 || hasLua) return
    yield {
      at: listen.span,
      message: `This server speaks TLS and has no ${missing.join(' and no ')}, so nginx does not start; write ${missing.length === 1 ? 'it' : 'them'} here or in http.`,
    }
  },
})
