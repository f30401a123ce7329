import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'
import { missingSettings } from './missing-settings.ts'

export default defineRule({
  id: 'require-etcd-authority',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'The API server checks the certificate of etcd.',
  why: 'Without the authority it would hand every Secret to whatever answers at that address.',
  like: ['checkov:CKV_K8S_102', 'trivy:KCV-0029', 'kics:etcd_client_certificate_file_not_defined'],
  bad: [
    { 'program.yaml': examplePodOf('«kube-apiserver»', '--v=2') },
    { 'program.yaml': examplePodOf('kube-apiserver', '«--etcd-cafile=»') },
  ],
  good: [
    { 'program.yaml': examplePodOf('kube-apiserver', '--etcd-cafile=/etc/kubernetes/pki/etcd-cafile.pem') },
    //  What the file or the arguments of another place say is not known.
    { 'program.yaml': examplePodOf('kube-apiserver', '$(FLAGS)') },
    { 'program.yaml': examplePodOf('example-kube-apiserver', '--v=2') },
  ],

  check: missingSettings(
    'kube-apiserver',
    ['etcd-cafile'],
    'name the file of the authority that signs the certificate of etcd',
  ),
})
