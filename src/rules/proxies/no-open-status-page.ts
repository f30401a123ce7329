import { effective, mayHoldMore, outward } from '../../deployment/nginx-levels.ts'
import { serversOf } from '../../deployment/nginx-servers.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-open-status-page',
  on: 'nginxLine',
  severity: 'warning',
  category: 'security',
  summary: 'The status page of nginx is for the inside only.',
  why: 'It tells everybody how many connections are open, which is what an attacker watches to see his load work.',
  bad: [{ 'nginx.conf': 'http { server { listen 80; location /status { «stub_status;» } } }\n' }],
  good: [
    {
      'nginx.conf':
        'http { server { listen 80; location /status { stub_status on; allow 127.0.0.1; deny all; } } }\n',
    },
    { 'nginx.conf': 'http { server { listen 127.0.0.1:81; location /status { stub_status; } } }\n' },
    { 'nginx.conf': 'location /status { stub_status; }\n' },
  ],

  *check({ directive, level, environment }) {
    if (!environment.isProduction || !/^(?:stub_status|vhost_traffic_status_display)$/.test(directive.name))
      return
    const guards = ['deny', 'auth_basic', 'auth_request', 'internal']
    if (mayHoldMore(level) || guards.some((name) => effective(level, name).length > 0)) return
    const around = new Set(outward(level))
    const server = serversOf(level.config).find((each) => around.has(each.level))
    if (
      !server ||
      server.listens.every(({ address }) => /^(?:127\.|\[::1\]|localhost|unix:)/.test(address ?? ''))
    )
      return
    yield {
      at: directive.span,
      message: `${directive.name} is open to everybody; write allow 127.0.0.1; deny all; beside it.`,
    }
  },
})
