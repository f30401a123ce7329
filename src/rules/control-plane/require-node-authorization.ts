import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'

export default defineRule({
  id: 'require-node-authorization',
  on: 'object',
  severity: 'error',
  category: 'security',
  summary: 'The API server authorizes kubelets by the Node mode.',
  why: 'The Node authorizer lets a kubelet read only the Secrets and pods of its own node; without it a node that is taken over reads those of all.',
  like: ['checkov:CKV_K8S_75', 'trivy:KCV-0008', 'kics:authorization_mode_node_not_set'],
  bad: [
    { 'program.yaml': examplePodOf('kube-apiserver', '«--authorization-mode=RBAC»') },
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
      if (program.list('authorization-mode').includes('Node') || program.setting('authorization-config'))
        continue
      if (!program.setting('authorization-mode') && !program.lacks('authorization-mode')) continue
      yield {
        at: program.placeOf('authorization-mode'),
        message: `${program.title} does not authorize by Node; give it --authorization-mode=Node,RBAC.`,
      }
    }
  },
})
