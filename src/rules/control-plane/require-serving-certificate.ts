import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { nameList } from '../../deployment/name-list.ts'
import { defineRule } from '../../engine/rule.ts'
import { exampleKubelet, examplePodOf } from './example-program.ts'

const SETTINGS = ['tls-cert-file', 'tls-private-key-file']

const LIKE: Readonly<Record<string, readonly string[]>> = {
  'kube-apiserver': ['checkov:CKV_K8S_100', 'trivy:KCV-0027', 'kics:tls_connection_certificate_not_setup'],
  kubelet: ['checkov:CKV_K8S_148', 'trivy:KCV-0088', 'trivy:KCV-0089'],
  configuration: ['trivy:KCV-0088', 'trivy:KCV-0089', 'kics:tls_connection_certificate_not_setup'],
}

export default defineRule({
  id: 'require-serving-certificate',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'The API server and the kubelet serve with a certificate that was made for them.',
  why: 'Without one they sign a certificate themselves when they start: clients must skip the check, or trust whatever they see first.',
  like: [
    'checkov:CKV_K8S_100',
    'checkov:CKV_K8S_148',
    'trivy:KCV-0027',
    'trivy:KCV-0088',
    'trivy:KCV-0089',
    'kics:tls_connection_certificate_not_setup',
  ],
  bad: [
    { 'program.yaml': examplePodOf('«kube-apiserver»', '--v=2') },
    { 'program.yaml': examplePodOf('«kube-apiserver»', '--tls-cert-file=/pki/api.crt') },
    { 'program.yaml': examplePodOf('«kubelet»', '--tls-private-key-file=/pki/kubelet.key') },
    { 'program.yaml': exampleKubelet('readOnlyPort: 0\n', '«KubeletConfiguration»') },
  ],
  good: [
    {
      'program.yaml': examplePodOf(
        'kube-apiserver',
        '--tls-cert-file=/pki/api.crt',
        '--tls-private-key-file=/pki/api.key',
      ),
    },
    {
      'program.yaml': exampleKubelet('tlsCertFile: /pki/kubelet.crt\ntlsPrivateKeyFile: /pki/kubelet.key\n'),
    },
    { 'program.yaml': exampleKubelet('serverTLSBootstrap: true\n') },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kube-apiserver', 'kubelet')) {
      // The kubelet then asks the cluster for its certificate.
      if (program.isConfiguration && object.isTrue('serverTLSBootstrap')) continue
      const missing = SETTINGS.filter((setting) => program.lacks(setting))
      if (missing.length === 0) continue
      yield {
        at: program.placeOf(missing[0]!),
        message: `${program.title} is given no ${nameList(missing.map((setting) => program.spelling(setting)))}; name the certificate and the key with which it serves.`,
        like: LIKE[program.isConfiguration ? 'configuration' : program.name] ?? [],
      }
    }
  },
})
