import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'
import { missingSettings } from './missing-settings.ts'

export default defineRule({
  id: 'require-etcd-client-certificate',
  on: 'object',
  severity: 'error',
  category: 'security',
  summary: 'The API server shows etcd a certificate of its own.',
  why: 'etcd holds every Secret of the cluster. If the API server has no certificate, etcd must give them to everybody who can reach it.',
  like: ['checkov:CKV_K8S_99', 'trivy:KCV-0026', 'kics:etcd_tls_certificate_not_properly_configured'],
  bad: [
    { 'program.yaml': examplePodOf('«kube-apiserver»', '--v=2') },
    {
      'program.yaml': examplePodOf(
        '«kube-apiserver»',
        '--etcd-certfile=/etc/kubernetes/pki/etcd-certfile.pem',
      ),
    },
  ],
  good: [
    {
      'program.yaml': examplePodOf(
        'kube-apiserver',
        '--etcd-certfile=/etc/kubernetes/pki/etcd-certfile.pem',
        '--etcd-keyfile=/etc/kubernetes/pki/etcd-keyfile.pem',
      ),
    },
    //  What the file or the arguments of another place say is not known.
    { 'program.yaml': examplePodOf('kube-apiserver', '$(FLAGS)') },
    { 'program.yaml': examplePodOf('example-kube-apiserver', '--v=2') },
  ],

  check: missingSettings(
    'kube-apiserver',
    ['etcd-certfile', 'etcd-keyfile'],
    'name the certificate and the key with which it asks etcd',
  ),
})
