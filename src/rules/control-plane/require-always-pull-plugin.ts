import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'
import { missingPlugin } from './missing-plugin.ts'

export default defineRule({
  id: 'require-always-pull-plugin',
  on: 'object',
  severity: 'info',
  category: 'security',
  summary: 'Every pod must show that it may pull its images.',
  why: 'Without AlwaysPullImages a pod can use any private image that another pod has already brought to the node.',
  like: ['checkov:CKV_K8S_80', 'trivy:KCV-0012', 'kics:always_pull_images_admission_control_plugin_not_set'],
  bad: [
    { 'program.yaml': examplePodOf('kube-apiserver', '«--enable-admission-plugins=DefaultStorageClass»') },
    { 'program.yaml': examplePodOf('«kube-apiserver»', '--v=2') },
  ],
  good: [
    {
      'program.yaml': examplePodOf(
        'kube-apiserver',
        '--enable-admission-plugins=DefaultStorageClass,AlwaysPullImages',
      ),
    },
    { 'program.yaml': examplePodOf('kube-apiserver', '$(FLAGS)') },
  ],

  check: missingPlugin(
    'AlwaysPullImages',
    ['checkov:CKV_K8S_80'],
    ['trivy:KCV-0012', 'kics:always_pull_images_admission_control_plugin_not_set'],
  ),
})
