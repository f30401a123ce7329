import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'

export default defineRule({
  id: 'require-rbac-authorization',
  on: 'object',
  severity: 'error',
  category: 'security',
  summary: 'The API server authorizes by RBAC.',
  why: 'Roles and bindings have no effect unless the API server is told to ask them.',
  like: ['checkov:CKV_K8S_77', 'trivy:KCV-0009', 'kics:authorization_mode_rbac_not_set'],
  bad: [
    { 'program.yaml': examplePodOf('kube-apiserver', '«--authorization-mode=Node»') },
    { 'program.yaml': examplePodOf('«kube-apiserver»', '--v=2') },
  ],
  good: [
    { 'program.yaml': examplePodOf('kube-apiserver', '--authorization-mode=Node,RBAC') },
    {
      'program.yaml': examplePodOf(
        'kube-apiserver',
        '--authorization-config=/etc/kubernetes/authorization.yaml',
      ),
    },
    { 'program.yaml': examplePodOf('kubelet', '--authorization-mode=Webhook') },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kube-apiserver')) {
      if (program.list('authorization-mode').includes('RBAC') || program.setting('authorization-config'))
        continue
      if (!program.setting('authorization-mode') && !program.lacks('authorization-mode')) continue
      yield {
        at: program.placeOf('authorization-mode'),
        message: `${program.title} does not authorize by RBAC; give it --authorization-mode=Node,RBAC.`,
      }
    }
  },
})
