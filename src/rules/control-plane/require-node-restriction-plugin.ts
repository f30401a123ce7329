import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'
import { missingPlugin } from './missing-plugin.ts'

export default defineRule({
  id: 'require-node-restriction-plugin',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'The API server restricts what a kubelet may change to its own node.',
  why: 'Without NodeRestriction a node that is taken over may relabel other nodes and draw pods, and their Secrets, to itself.',
  like: ['checkov:CKV_K8S_85', 'trivy:KCV-0016', 'kics:node_restriction_admission_control_plugin_not_set'],
  bad: [
    { 'program.yaml': examplePodOf('kube-apiserver', '«--enable-admission-plugins=DefaultStorageClass»') },
    { 'program.yaml': examplePodOf('«kube-apiserver»', '--v=2') },
  ],
  good: [
    {
      'program.yaml': examplePodOf(
        'kube-apiserver',
        '--enable-admission-plugins=DefaultStorageClass,NodeRestriction',
      ),
    },
    { 'program.yaml': examplePodOf('kube-apiserver', '$(FLAGS)') },
  ],

  check: missingPlugin(
    'NodeRestriction',
    ['checkov:CKV_K8S_85'],
    ['trivy:KCV-0016', 'kics:node_restriction_admission_control_plugin_not_set'],
  ),
})
