import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'
import { missingPlugin } from './missing-plugin.ts'

export default defineRule({
  id: 'require-event-rate-limit',
  on: 'object',
  severity: 'info',
  category: 'reliability',
  summary: 'The API server limits the rate of events.',
  why: 'One broken controller that writes events without end fills etcd and starves everybody else.',
  like: ['trivy:KCV-0010', 'kics:event_rate_limit_admission_control_plugin_not_set'],
  bad: [
    { 'program.yaml': examplePodOf('kube-apiserver', '«--enable-admission-plugins=DefaultStorageClass»') },
    { 'program.yaml': examplePodOf('«kube-apiserver»', '--v=2') },
  ],
  good: [
    {
      'program.yaml': examplePodOf(
        'kube-apiserver',
        '--enable-admission-plugins=DefaultStorageClass,EventRateLimit',
      ),
    },
    { 'program.yaml': examplePodOf('kube-apiserver', '$(FLAGS)') },
  ],

  check: missingPlugin(
    'EventRateLimit',
    [],
    ['trivy:KCV-0010', 'kics:event_rate_limit_admission_control_plugin_not_set'],
  ),
})
