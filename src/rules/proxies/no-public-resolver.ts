import { isAddress, isLoopback, isPrivateHost, readTarget } from '../../deployment/host-names.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-public-resolver',
  on: 'nginxLine',
  severity: 'warning',
  category: 'security',
  summary: 'The name server that nginx asks is in its own network.',
  why: 'Answers of the open net can be forged on their way, and a public name server knows no service of the stack.',
  like: ['gixy:resolver_external'],
  bad: [
    { 'nginx.conf': 'resolver «8.8.8.8» 127.0.0.11 valid=30s;\n' },
    { 'nginx.conf': 'resolver «[2001:4860:4860::8888]:53» ipv6=off;\nresolver «dns.google»;\n' },
  ],
  good: [
    { 'nginx.conf': 'resolver 127.0.0.11 10.1.2.3:5353 [::1] [fd00::1]:53 valid=30s status_zone=a;\n' },
    { 'nginx.conf': 'resolver localhost kube-dns.kube-system.svc.cluster.local $dns ${DNS} dns;\n' },
  ],

  *check({ directive }) {
    if (directive.name !== 'resolver') return
    for (const { value, span } of directive.words) {
      if (value.includes('=') || value.includes('$')) continue
      const host = readTarget(value)?.host
      if (host === undefined || isLoopback(host) || isPrivateHost(host)) continue
      if (!isAddress(host) && !/\.[a-z]{2,}$/i.test(host)) continue
      yield {
        at: span,
        message: `${value} is a name server of the open net; name that of your network (127.0.0.11 in Docker).`,
      }
    }
  },
})
