import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { exampleKubelet, examplePodOf } from './example-program.ts'

const CONFIGURATION = ['trivy:KCV-0085', 'kics:kubelet_streaming_connection_timeout_disabled']

export default defineRule({
  id: 'no-endless-kubelet-stream',
  on: 'object',
  severity: 'warning',
  category: 'reliability',
  summary: 'Kubelets end idle streams.',
  why: 'With 0 a forgotten `exec` or port forward stays open for ever, and enough of them leave the node without ports.',
  like: ['checkov:CKV_K8S_143', 'trivy:KCV-0085', 'kics:kubelet_streaming_connection_timeout_disabled'],
  bad: [
    { 'program.yaml': examplePodOf('kubelet', '«--streaming-connection-idle-timeout=0»') },
    { 'program.yaml': exampleKubelet('streamingConnectionIdleTimeout: «0s»\n') },
  ],
  good: [
    { 'program.yaml': examplePodOf('kubelet', '--streaming-connection-idle-timeout=5m') },
    { 'program.yaml': exampleKubelet() },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kubelet')) {
      const timeout = program.setting('streaming-connection-idle-timeout')
      if (!timeout || !/^0(?:h|m|s|ms)?$/.test(timeout.value)) continue
      yield {
        at: timeout.span,
        message: `${program.title} keeps idle streams open for ever; set ${program.spelling('streaming-connection-idle-timeout')} to 5m.`,
        ...(program.isConfiguration && { like: CONFIGURATION }),
      }
    }
  },
})
