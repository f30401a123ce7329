import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'

const LIKE: Readonly<Record<string, readonly string[]>> = {
  'basic-auth-file': ['checkov:CKV_K8S_69', 'kics:basic_auth_file_is_set'],
  'token-auth-file': ['checkov:CKV_K8S_70', 'trivy:KCV-0002', 'kics:token_auth_file_is_set'],
}

export default defineRule({
  id: 'no-static-api-credentials',
  on: 'object',
  severity: 'error',
  category: 'security',
  summary: 'The API server takes no tokens or passwords from a file.',
  why: 'Such a file holds every token or password in plain text; they never expire, and only a restart of the API server takes one back.',
  like: [
    'checkov:CKV_K8S_69',
    'checkov:CKV_K8S_70',
    'trivy:KCV-0002',
    'kics:basic_auth_file_is_set',
    'kics:token_auth_file_is_set',
  ],
  bad: [
    { 'program.yaml': examplePodOf('kube-apiserver', '«--token-auth-file=/etc/kubernetes/tokens.csv»') },
    { 'program.yaml': examplePodOf('kube-apiserver', '«--basic-auth-file=/etc/kubernetes/users.csv»') },
  ],
  good: [
    {
      'program.yaml': examplePodOf('kube-apiserver', '--service-account-key-file=/etc/kubernetes/pki/sa.pub'),
    },
    { 'program.yaml': examplePodOf('kube-controller-manager', '--token-auth-file=/tokens.csv') },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kube-apiserver')) {
      for (const [flag, like] of Object.entries(LIKE)) {
        const setting = program.setting(flag)
        if (!setting) continue
        yield {
          at: setting.span,
          message: `${program.title} takes credentials from a file; remove --${flag} and use certificates, OIDC or tokens of service accounts.`,
          like,
        }
      }
    }
  },
})
