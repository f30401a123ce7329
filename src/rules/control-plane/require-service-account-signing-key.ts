import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'
import { missingSettings } from './missing-settings.ts'

export default defineRule({
  id: 'require-service-account-signing-key',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'The controller manager signs tokens with a key of its own.',
  why: 'Without the key no token of a service account can be signed, and pods cannot speak to the API.',
  like: ['trivy:KCV-0036', 'kics:service_account_private_key_file_not_defined'],
  bad: [
    { 'program.yaml': examplePodOf('«kube-controller-manager»', '--v=2') },
    { 'program.yaml': examplePodOf('kube-controller-manager', '«--service-account-private-key-file=»') },
  ],
  good: [
    {
      'program.yaml': examplePodOf(
        'kube-controller-manager',
        '--service-account-private-key-file=/etc/kubernetes/pki/service-account-private-key-file.pem',
      ),
    },
    //  What the file or the arguments of another place say is not known.
    { 'program.yaml': examplePodOf('kube-controller-manager', '$(FLAGS)') },
    { 'program.yaml': examplePodOf('example-kube-controller-manager', '--v=2') },
  ],

  check: missingSettings(
    'kube-controller-manager',
    ['service-account-private-key-file'],
    'name the private key that signs tokens',
  ),
})
