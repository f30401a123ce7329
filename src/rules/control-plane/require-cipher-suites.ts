import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { exampleKubelet, examplePodOf } from './example-program.ts'

export default defineRule({
  id: 'require-cipher-suites',
  on: 'object',
  severity: 'info',
  category: 'security',
  summary: 'The API server and the kubelet are told which ciphers to offer.',
  why: 'What is offered otherwise depends on the release of Go that built them; an audit cannot tell it from the configuration.',
  like: ['kics:weak_tls_cipher_suites'],
  bad: [
    { 'program.yaml': examplePodOf('«kube-apiserver»', '--v=2') },
    { 'program.yaml': exampleKubelet('readOnlyPort: 0\n', '«KubeletConfiguration»') },
  ],
  good: [
    {
      'program.yaml': examplePodOf(
        'kube-apiserver',
        '--tls-cipher-suites=TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
      ),
    },
    //  From this version on there is nothing to choose.
    { 'program.yaml': examplePodOf('kube-apiserver', '--tls-min-version=VersionTLS13') },
    { 'program.yaml': examplePodOf('kubelet') },
    { 'program.yaml': exampleKubelet('tlsCipherSuites: [TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384]\n') },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kube-apiserver', 'kubelet')) {
      if (program.name === 'kubelet' && !program.isConfiguration) continue
      if (!program.lacks('tls-cipher-suites')) continue
      const version = program.setting('tls-min-version')?.value ?? object.text('tlsMinVersion')?.value
      if (version === 'VersionTLS13') continue
      yield {
        at: program.placeOf('tls-cipher-suites'),
        message: `${program.title} is not told which ciphers to offer; list the strong ones in ${program.spelling('tls-cipher-suites')}.`,
      }
    }
  },
})
