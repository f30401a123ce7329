import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { exampleKubelet, examplePodOf } from './example-program.ts'

const LIKE: Readonly<Record<string, readonly string[]>> = {
  'kube-apiserver': ['trivy:KCV-0028', 'kics:client_certificate_authentication_not_setup_properly'],
  kubelet: ['checkov:CKV_K8S_140', 'trivy:KCV-0081'],
  configuration: ['trivy:KCV-0081', 'kics:client_certificate_authentication_not_setup_properly'],
}

export default defineRule({
  id: 'require-client-authority',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'The API server and the kubelet know the authority of client certificates.',
  why: 'Without it no client can prove by a certificate who it is; other programs fall back on weaker means, or on anonymous requests.',
  like: [
    'checkov:CKV_K8S_140',
    'trivy:KCV-0028',
    'trivy:KCV-0081',
    'kics:client_certificate_authentication_not_setup_properly',
  ],
  bad: [
    { 'program.yaml': examplePodOf('«kube-apiserver»', '--v=2') },
    { 'program.yaml': examplePodOf('«kubelet»', '--root-ca-file=/etc/ca.pem') },
    { 'program.yaml': exampleKubelet('readOnlyPort: 0\n', '«KubeletConfiguration»') },
  ],
  good: [
    { 'program.yaml': examplePodOf('kube-apiserver', '--client-ca-file=/etc/kubernetes/pki/ca.crt') },
    { 'program.yaml': examplePodOf('kubelet', '--config=/var/lib/kubelet/config.yaml') },
    {
      'program.yaml': exampleKubelet(
        'authentication: { x509: { clientCAFile: /etc/kubernetes/pki/ca.crt } }\n',
      ),
    },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kube-apiserver', 'kubelet')) {
      if (!program.lacks('client-ca-file')) continue
      const spelling = program.spelling('client-ca-file')
      yield {
        at: program.placeOf('client-ca-file'),
        message: `${program.title} is given no ${spelling}; name the file of the authority that signs client certificates.`,
        like: LIKE[program.isConfiguration ? 'configuration' : program.name] ?? [],
      }
    }
  },
})
