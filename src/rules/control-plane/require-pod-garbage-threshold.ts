import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'

/** Where nothing is written. */
const DEFAULT = 12_500

export default defineRule({
  id: 'require-pod-garbage-threshold',
  on: 'object',
  severity: 'info',
  category: 'reliability',
  summary: 'The controller manager is told how many ended pods to keep.',
  why: 'By default 12,500 ended pods are kept: listing them slows the API server, and 0 keeps them all for ever.',
  like: [
    'checkov:CKV_K8S_106',
    'trivy:KCV-0033',
    'kics:terminated_pod_garbage_collector_threshold_not_properly_set',
  ],
  bad: [
    { 'program.yaml': examplePodOf('kube-controller-manager', '«--terminated-pod-gc-threshold=0»') },
    { 'program.yaml': examplePodOf('«kube-controller-manager»', '--v=2') },
    { 'program.yaml': examplePodOf('kube-controller-manager', '«--terminated-pod-gc-threshold=20000»') },
  ],
  good: [
    { 'program.yaml': examplePodOf('kube-controller-manager', '--terminated-pod-gc-threshold=10') },
    { 'program.yaml': examplePodOf('kube-controller-manager', '--terminated-pod-gc-threshold', '500') },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kube-controller-manager')) {
      const threshold = program.setting('terminated-pod-gc-threshold')
      const count = Number(threshold?.value || 0)
      if (threshold ? count > 0 && count <= DEFAULT : !program.lacks('terminated-pod-gc-threshold')) continue
      const like = ['kics:terminated_pod_garbage_collector_threshold_not_properly_set']
      if (!threshold) like.push('trivy:KCV-0033')
      if (!(count > 0)) like.push('checkov:CKV_K8S_106')
      yield {
        at: threshold?.span ?? program.place,
        message: `${program.title} keeps too many ended pods; set --terminated-pod-gc-threshold to some 10 to 500.`,
        like,
      }
    }
  },
})
