import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { exampleKubelet, examplePodOf } from './example-program.ts'

const LIKE: Readonly<Record<string, readonly string[]>> = {
  'kube-apiserver': ['checkov:CKV_K8S_74', 'trivy:KCV-0007', 'kics:authorization_mode_set_to_always_allow'],
  kubelet: ['checkov:CKV_K8S_139', 'trivy:KCV-0080', 'kics:authorization_mode_set_to_always_allow'],
  configuration: ['trivy:KCV-0080', 'kics:authorization_mode_set_to_always_allow'],
}

export default defineRule({
  id: 'no-always-allow-authorization',
  on: 'object',
  severity: 'error',
  category: 'security',
  summary: 'Neither the API server nor a kubelet allows every request.',
  why: 'With `AlwaysAllow` whoever may log in may do everything: no role or binding is ever looked at.',
  like: [
    'checkov:CKV_K8S_74',
    'checkov:CKV_K8S_139',
    'trivy:KCV-0007',
    'trivy:KCV-0080',
    'kics:authorization_mode_set_to_always_allow',
  ],
  bad: [
    { 'program.yaml': examplePodOf('kube-apiserver', '«--authorization-mode=Node,AlwaysAllow»') },
    { 'program.yaml': examplePodOf('kubelet', '«--authorization-mode=AlwaysAllow»') },
    { 'program.yaml': exampleKubelet('authorization:\n  mode: «AlwaysAllow»\n') },
  ],
  good: [
    { 'program.yaml': examplePodOf('kube-apiserver', '--authorization-mode=Node,RBAC') },
    { 'program.yaml': examplePodOf('kube-apiserver') },
    { 'program.yaml': exampleKubelet('authorization:\n  mode: Webhook\n') },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kube-apiserver', 'kubelet')) {
      if (!program.list('authorization-mode').includes('AlwaysAllow')) continue
      yield {
        at: program.placeOf('authorization-mode'),
        message: `${program.title} allows every request; write ${program.name === 'kubelet' ? 'Webhook' : 'Node,RBAC'} in place of AlwaysAllow.`,
        like: LIKE[program.isConfiguration ? 'configuration' : program.name] ?? [],
      }
    }
  },
})
