import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { exampleKubelet, examplePodOf } from './example-program.ts'

export default defineRule({
  id: 'no-dropped-kubelet-event',
  on: 'object',
  severity: 'info',
  category: 'security',
  summary: 'Kubelets drop no events.',
  why: 'Events over the limit are lost, those too that tell of a break-in. 0 sets no limit, which EventRateLimit of the API server can do better.',
  like: ['checkov:CKV_K8S_147', 'trivy:KCV-0087', 'kics:kubelet_event_qps_not_properly_set'],
  bad: [
    { 'program.yaml': examplePodOf('kubelet', '«--event-qps=50»') },
    { 'program.yaml': exampleKubelet('eventRecordQPS: «5»\n') },
    { 'program.yaml': exampleKubelet('readOnlyPort: 0\n', '«KubeletConfiguration»') },
  ],
  good: [
    { 'program.yaml': examplePodOf('kubelet', '--event-qps=0') },
    { 'program.yaml': examplePodOf('kubelet') },
    { 'program.yaml': exampleKubelet('eventRecordQPS: 0\n') },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kubelet')) {
      const rate = program.setting('event-qps')
      if (rate ? rate.value === '0' : !program.isConfiguration) continue
      const like = ['trivy:KCV-0087', 'kics:kubelet_event_qps_not_properly_set']
      if (!program.isConfiguration && Number(rate?.value) > 5) like.push('checkov:CKV_K8S_147')
      yield {
        at: program.placeOf('event-qps'),
        message: `${program.title} drops events when there are many; set ${program.spelling('event-qps')} to 0.`,
        like,
      }
    }
  },
})
