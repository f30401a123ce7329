import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'
import { missingSettings } from './missing-settings.ts'

export default defineRule({
  id: 'require-service-account-key',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'The API server has a key of its own to check tokens of service accounts.',
  why: 'Otherwise it checks them with the key of its certificate: to change one the other must change too, and all tokens with it.',
  like: ['trivy:KCV-0025', 'kics:service_account_key_file_not_properly_set'],
  bad: [
    { 'program.yaml': examplePodOf('«kube-apiserver»', '--v=2') },
    { 'program.yaml': examplePodOf('kube-apiserver', '«--service-account-key-file=»') },
  ],
  good: [
    {
      'program.yaml': examplePodOf(
        'kube-apiserver',
        '--service-account-key-file=/etc/kubernetes/pki/service-account-key-file.pem',
      ),
    },
    //  What the file or the arguments of another place say is not known.
    { 'program.yaml': examplePodOf('kube-apiserver', '$(FLAGS)') },
    { 'program.yaml': examplePodOf('example-kube-apiserver', '--v=2') },
  ],

  check: missingSettings(
    'kube-apiserver',
    ['service-account-key-file'],
    'name the public key that belongs to the key of the controller manager',
  ),
})
