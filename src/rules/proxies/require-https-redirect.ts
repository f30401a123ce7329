import { mayHoldMore } from '../../deployment/nginx-levels.ts'
import { answerOf, locationFor, type NginxServer, serversOf } from '../../deployment/nginx-servers.ts'
import { defineRule } from '../../engine/rule.ts'

const TLS =
  'server { listen 443 ssl; server_name a.example.com; ssl_certificate /a.pem; ssl_certificate_key /a.key; }\n'

export default defineRule({
  id: 'require-https-redirect',
  on: 'server',
  severity: 'warning',
  category: 'security',
  summary: 'A site that has TLS answers plain HTTP only with a redirect.',
  why: 'Whoever follows an old link or types the name stays on plain HTTP: passwords and cookies can be read on the way.',
  bad: [
    {
      'nginx.conf': `http {\n${TLS}server { listen «80»; server_name a.example.com; location / { proxy_pass http://api; } }\n}\n`,
    },
    { 'nginx.conf': `${TLS}server { listen «80»; server_name a.example.com; root /srv; }\n` },
  ],
  good: [
    {
      'nginx.conf': `${TLS}server { listen 80; server_name a.example.com; location /.well-known/acme-challenge/ { root /srv; } location / { return 301 https://$host$request_uri; } }\n`,
    },
    {
      'nginx.conf': `${TLS}server { listen 80; server_name a.example.com; rewrite ^(.*)$ https://a.example.com$1 permanent; }\n`,
    },
    {
      'nginx.conf': `${TLS}server { listen 80; server_name a.example.com; if ($scheme = http) { return 301 https://$host$request_uri; } root /srv; }\n`,
    },
    // Another site, inside the network, or another port.
    {
      'nginx.conf': `${TLS}server { listen 80; server_name b.example.com; root /srv; }\nserver { listen 127.0.0.1:80; server_name a.example.com; root /a; }\nserver { listen 8080; server_name a.example.com; root /a; }\n`,
    },
    { 'nginx.local.conf': `${TLS}server { listen 80; server_name a.example.com; root /srv; }\n` },
  ],

  *check(server) {
    const { environment, listens, isTls, config, names } = server
    if (!environment.isProduction || isTls || answersElse(server)) return
    const plain = listens.find(
      ({ port, address }) => port === 80 && !/^(?:127\.|\[::1\]|localhost)/.test(address ?? ''),
    )
    const own = names.map(({ value }) => value)
    const twin = serversOf(config).find(
      (other) => other.isTls && other.names.some(({ value }) => value !== '_' && own.includes(value)),
    )
    if (!plain || !twin || server.level.hasUnknownInclude || (mayHoldMore(server.level) && config.isWhole))
      return
    const name = twin.names.find(({ value }) => own.includes(value))!.value
    yield {
      at: plain.span,
      message: `${name} is served in plain HTTP too; write return 301 https://$host$request_uri; here.`,
      related: [{ at: twin.span, message: 'This server has it with TLS.' }],
    }
  },
})

/** It redirects or refuses what is asked of it, or tests something before. */
function answersElse({ level, locations }: NginxServer): boolean {
  const own = answerOf(level)
  if (own !== 'files' && own !== 'pass') return true
  if (level.levels.some((inner) => inner.name === 'if' && answerOf(inner) === 'redirect')) return true
  const root = locationFor(locations, '/')
  if (root === 'unknown') return true
  const answer = root && answerOf(root.level)
  if (root?.level.hasUnknownInclude) return true
  const tests =
    root?.level.levels.some((inner) => inner.name === 'if' && answerOf(inner) === 'redirect') ?? false
  return tests || (answer !== undefined && answer !== 'files' && answer !== 'pass')
}
