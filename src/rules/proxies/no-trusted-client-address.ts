import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-trusted-client-address',
  on: 'nginxLine',
  severity: 'warning',
  category: 'security',
  summary: 'Only proxies of our own may say whose request they pass on.',
  why: 'With every address trusted, whoever writes X-Forwarded-For chooses his own address: limits, allow lists and logs believe him.',
  bad: [{ 'nginx.conf': 'set_real_ip_from «0.0.0.0/0»;\nset_real_ip_from «::/0»;\n' }],
  good: [
    {
      'nginx.conf':
        'set_real_ip_from 10.0.0.0/8;\nset_real_ip_from unix:;\nset_real_ip_from 172.16.0.0/12;\n',
    },
  ],

  *check({ directive, environment }) {
    const [word] = directive.words
    if (directive.name !== 'set_real_ip_from' || environment.kind === 'local') return
    if (!word || !/^(?:\d+\.\d+\.\d+\.\d+|[:0]*)\/0$/.test(word.value)) return
    yield { at: word.span, message: `${word.value} is everybody; name the networks of your own proxies.` }
  },
})
