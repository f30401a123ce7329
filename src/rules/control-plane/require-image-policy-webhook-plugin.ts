import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'
import { missingPlugin } from './missing-plugin.ts'

export default defineRule({
  id: 'require-image-policy-webhook-plugin',
  on: 'object',
  severity: 'info',
  category: 'security',
  summary: 'A webhook decides which images may run.',
  why: 'Without it, or another admission webhook for images, any image of any registry runs.',
  like: ['kics:image_policy_webhook_admission_control_plugin_not_set'],
  bad: [
    { 'program.yaml': examplePodOf('kube-apiserver', '«--enable-admission-plugins=DefaultStorageClass»') },
    { 'program.yaml': examplePodOf('«kube-apiserver»', '--v=2') },
  ],
  good: [
    {
      'program.yaml': examplePodOf(
        'kube-apiserver',
        '--enable-admission-plugins=DefaultStorageClass,ImagePolicyWebhook',
      ),
    },
    { 'program.yaml': examplePodOf('kube-apiserver', '$(FLAGS)') },
  ],

  check: missingPlugin(
    'ImagePolicyWebhook',
    [],
    ['kics:image_policy_webhook_admission_control_plugin_not_set'],
  ),
})
