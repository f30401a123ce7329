import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'

export default defineRule({
  id: 'require-own-etcd-authority',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: '`etcd` trusts an authority of its own, not that of the clients of the API server.',
  why: 'If both trust the same authority every certificate of a user or node opens etcd as well, and with it all Secrets, past all roles.',
  like: ['kics:not_unique_certificate_authority'],
  bad: [
    {
      'program.yaml': `${examplePodOf('etcd', '«--trusted-ca-file=/pki/ca.crt»')}---\n${examplePodOf('kube-apiserver', '--client-ca-file=/pki/ca.crt')}`,
    },
  ],
  good: [
    {
      'program.yaml': `${examplePodOf('etcd', '--trusted-ca-file=/pki/etcd/ca.crt')}---\n${examplePodOf('kube-apiserver', '--client-ca-file=/pki/ca.crt')}`,
    },
    { 'program.yaml': examplePodOf('etcd', '--trusted-ca-file=/pki/ca.crt') },
  ],

  *check(object) {
    for (const program of programsOf(object, 'etcd')) {
      const trusted = program.setting('trusted-ca-file')
      if (!trusted?.value) continue
      const servers = object.cluster.objects.flatMap((other) => programsOf(other, 'kube-apiserver'))
      const same = servers.find((server) => server.setting('client-ca-file')?.value === trusted.value)
      if (!same) continue
      yield {
        at: trusted.span,
        message: `${program.title} trusts ${trusted.value}, which signs the clients of the API server too; give etcd an authority of its own.`,
        related: [{ at: same.placeOf('client-ca-file'), message: 'The API server trusts it here.' }],
      }
    }
  },
})
