import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'
import { missingSettings } from './missing-settings.ts'

export default defineRule({
  id: 'require-encryption-provider',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'The API server encrypts Secrets before it stores them.',
  why: 'Without it every backup and every disk of etcd holds all Secrets in plain text.',
  like: ['checkov:CKV_K8S_104', 'trivy:KCV-0030', 'kics:encryption_provider_config_is_not_defined'],
  bad: [
    { 'program.yaml': examplePodOf('«kube-apiserver»', '--v=2') },
    { 'program.yaml': examplePodOf('kube-apiserver', '«--encryption-provider-config=»') },
  ],
  good: [
    {
      'program.yaml': examplePodOf(
        'kube-apiserver',
        '--encryption-provider-config=/etc/kubernetes/pki/encryption-provider-config.pem',
      ),
    },
    //  What the file or the arguments of another place say is not known.
    { 'program.yaml': examplePodOf('kube-apiserver', '$(FLAGS)') },
    { 'program.yaml': examplePodOf('example-kube-apiserver', '--v=2') },
  ],

  check: missingSettings(
    'kube-apiserver',
    ['encryption-provider-config'],
    'name the file of an EncryptionConfiguration',
  ),
})
