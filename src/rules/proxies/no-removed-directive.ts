import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-removed-directive',
  on: 'nginxLine',
  severity: 'warning',
  category: 'correctness',
  summary: 'No directive is used that nginx has removed.',
  why: 'The next update of the image does not start, or quietly does without what the line was for.',
  bad: [
    { 'nginx.conf': 'server { listen 443 ssl; «ssl on;» }\n' },
    { 'nginx.conf': 'server { listen 443 ssl «spdy»; «http2_push /a.css;» }\n' },
  ],
  good: [
    { 'nginx.conf': 'server { listen 443 ssl; http2 on; ssl_protocols TLSv1.3; }\n' },
    { 'nginx.conf': 'upstream a { server spdy; }\nmap $a $b { ssl on; }\n' },
  ],

  *check({ directive, level }) {
    const { name, words, span } = directive
    if (level.name === 'map' || level.name === 'types') return
    const spdy = name === 'listen' ? words.find(({ value }) => value === 'spdy') : undefined
    if (spdy)
      yield {
        at: spdy.span,
        message: 'nginx knows spdy no longer (since 1.9.5); leave it out and write http2 on;.',
      }
    const removed = REMOVED[name]
    if (removed) yield { at: span, message: `${name} is gone ${removed}` }
  },
})

const REMOVED: Readonly<Record<string, string>> = {
  ssl: 'since nginx 1.25.1, which does not start with it; write ssl behind the listen.',
  http2_push: 'since nginx 1.25.1 and does nothing; send Link headers with rel=preload.',
  http2_push_preload: 'since nginx 1.25.1 and does nothing; leave it out.',
  http2_max_field_size: 'since nginx 1.19.7 and does nothing; use large_client_header_buffers.',
  http2_max_header_size: 'since nginx 1.19.7 and does nothing; use large_client_header_buffers.',
  http2_max_requests: 'since nginx 1.19.7 and does nothing; use keepalive_requests.',
  http2_recv_timeout: 'since nginx 1.19.7 and does nothing; use client_header_timeout.',
  http2_idle_timeout: 'since nginx 1.19.7 and does nothing; use keepalive_timeout.',
  spdy_chunk_size: 'since nginx 1.9.5; use http2_chunk_size.',
  spdy_headers_comp: 'since nginx 1.9.5; leave it out.',
}
