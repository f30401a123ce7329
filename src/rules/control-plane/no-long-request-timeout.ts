import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'

const LONGEST = 300

/** Of `1h2m3s`; undefined where it is no length of time. */
function secondsOf(text: string): number | undefined {
  const match = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text)
  if (!match || text === '') return undefined
  const [hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0))
  return hours! * 3600 + minutes! * 60 + seconds!
}

export default defineRule({
  id: 'no-long-request-timeout',
  on: 'object',
  severity: 'warning',
  category: 'reliability',
  summary: 'Requests to the API server end after five minutes at most.',
  why: 'Slow requests hold their connections and memory until the time is over: a few clients that never read are enough to stop the API server.',
  like: ['checkov:CKV_K8S_95', 'kics:request_timeout_not_properly_set'],
  bad: [
    { 'program.yaml': examplePodOf('kube-apiserver', '«--request-timeout=10m»') },
    { 'program.yaml': examplePodOf('kube-apiserver', '«--request-timeout=1h30s»') },
    { 'program.yaml': examplePodOf('kube-apiserver', '«--request-timeout=60»') },
  ],
  good: [
    { 'program.yaml': examplePodOf('kube-apiserver', '--request-timeout=5m') },
    { 'program.yaml': examplePodOf('kube-apiserver', '--request-timeout=2m30s') },
    { 'program.yaml': examplePodOf('kube-apiserver') },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kube-apiserver')) {
      const timeout = program.setting('request-timeout')
      if (!timeout) continue
      const seconds = secondsOf(timeout.value)
      if (seconds !== undefined && seconds <= LONGEST) continue
      const isShortForm = /^(?:\d{1,2}h)?(?:\d{1,2}m)?(?:\d{1,2}s)?$/.test(timeout.value)
      yield {
        at: timeout.span,
        message:
          seconds === undefined
            ? `${timeout.value || 'Nothing'} is no length of time; write --request-timeout as 1m0s.`
            : `${program.title} lets requests run for ${timeout.value}; set --request-timeout to 300s or less.`,
        like: [
          ...(seconds === undefined ? [] : ['kics:request_timeout_not_properly_set']),
          ...(isShortForm && timeout.value ? [] : ['checkov:CKV_K8S_95']),
        ],
      }
    }
  },
})
