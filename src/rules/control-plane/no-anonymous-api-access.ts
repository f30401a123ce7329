import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { exampleKubelet, examplePodOf } from './example-program.ts'

const LIKE: Readonly<Record<string, readonly string[]>> = {
  'kube-apiserver': ['checkov:CKV_K8S_68', 'trivy:KCV-0001', 'kics:anonymous_auth_is_not_set_to_false'],
  kubelet: ['checkov:CKV_K8S_138', 'trivy:KCV-0079', 'kics:anonymous_auth_is_not_set_to_false'],
  configuration: ['trivy:KCV-0079', 'kics:anonymous_auth_is_not_set_to_false'],
}

export default defineRule({
  id: 'no-anonymous-api-access',
  on: 'object',
  severity: 'error',
  category: 'security',
  summary: 'The API server and the kubelet answer nobody who does not say who he is.',
  why: 'An anonymous request is a member of `system:unauthenticated`: one careless role binding, or an unpatched fault of the server, is then open to everybody who can reach the port. A kubelet that answers anonymous requests runs commands in any of its pods.',
  like: [
    'checkov:CKV_K8S_68',
    'checkov:CKV_K8S_138',
    'trivy:KCV-0001',
    'trivy:KCV-0079',
    'kics:anonymous_auth_is_not_set_to_false',
  ],
  bad: [
    { 'program.yaml': examplePodOf('kube-apiserver', '--secure-port=6443', '«--anonymous-auth=true»') },
    { 'program.yaml': examplePodOf('«kube-apiserver»') },
    { 'program.yaml': examplePodOf('kubelet', '«--anonymous-auth»') },
    { 'program.yaml': exampleKubelet('authentication:\n  anonymous:\n    enabled: «true»\n') },
    { 'program.yaml': exampleKubelet('address: 0.0.0.0\n', '«KubeletConfiguration»') },
  ],
  good: [
    { 'program.yaml': examplePodOf('kube-apiserver', '--anonymous-auth=false') },
    //  The file says who may ask for what anonymously.
    {
      'program.yaml': examplePodOf(
        'kube-apiserver',
        '--authentication-config=/etc/kubernetes/authentication.yaml',
      ),
    },
    { 'program.yaml': examplePodOf('kubelet', '--config=/var/lib/kubelet/config.yaml') },
    { 'program.yaml': exampleKubelet('authentication: { anonymous: { enabled: false } }\n') },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kube-apiserver', 'kubelet')) {
      if (program.mayBeOff('anonymous-auth') || program.setting('authentication-config')) continue
      const spelling = program.spelling('anonymous-auth')
      yield {
        at: program.placeOf('anonymous-auth'),
        message: `${program.title} may answer anonymous requests; set ${spelling} to false.`,
        like: LIKE[program.isConfiguration ? 'configuration' : program.name] ?? [],
      }
    }
  },
})
