import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'
import { missingSettings } from './missing-settings.ts'

export default defineRule({
  id: 'require-kubelet-client-certificate',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'The API server shows kubelets a certificate of its own.',
  why: 'A kubelet cannot tell the API server from anybody else, so it must either refuse it or answer everybody.',
  like: ['checkov:CKV_K8S_72', 'trivy:KCV-0005', 'kics:kubelet_client_certificate_or_key_not_set'],
  bad: [
    { 'program.yaml': examplePodOf('«kube-apiserver»', '--v=2') },
    {
      'program.yaml': examplePodOf(
        '«kube-apiserver»',
        '--kubelet-client-certificate=/etc/kubernetes/pki/kubelet-client-certificate.pem',
      ),
    },
  ],
  good: [
    {
      'program.yaml': examplePodOf(
        'kube-apiserver',
        '--kubelet-client-certificate=/etc/kubernetes/pki/kubelet-client-certificate.pem',
        '--kubelet-client-key=/etc/kubernetes/pki/kubelet-client-key.pem',
      ),
    },
    //  What the file or the arguments of another place say is not known.
    { 'program.yaml': examplePodOf('kube-apiserver', '$(FLAGS)') },
    { 'program.yaml': examplePodOf('example-kube-apiserver', '--v=2') },
  ],

  check: missingSettings(
    'kube-apiserver',
    ['kubelet-client-certificate', 'kubelet-client-key'],
    'name the certificate and the key with which it asks kubelets',
  ),
})
