import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'
import { missingSettings } from './missing-settings.ts'

export default defineRule({
  id: 'require-kubelet-authority',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'The API server checks the certificates of kubelets.',
  why: 'Without the authority it takes any certificate for that of a kubelet: who stands between them reads and changes logs, `exec` and port forwards.',
  like: ['checkov:CKV_K8S_73', 'trivy:KCV-0006', 'kics:kubelet_certificate_authority_not_set'],
  bad: [
    { 'program.yaml': examplePodOf('«kube-apiserver»', '--v=2') },
    { 'program.yaml': examplePodOf('kube-apiserver', '«--kubelet-certificate-authority=»') },
  ],
  good: [
    {
      'program.yaml': examplePodOf(
        'kube-apiserver',
        '--kubelet-certificate-authority=/etc/kubernetes/pki/kubelet-certificate-authority.pem',
      ),
    },
    //  What the file or the arguments of another place say is not known.
    { 'program.yaml': examplePodOf('kube-apiserver', '$(FLAGS)') },
    { 'program.yaml': examplePodOf('example-kube-apiserver', '--v=2') },
  ],

  check: missingSettings(
    'kube-apiserver',
    ['kubelet-certificate-authority'],
    'name the file of the authority that signs the certificates of kubelets',
  ),
})
