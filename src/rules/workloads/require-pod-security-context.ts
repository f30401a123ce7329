import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

export default defineRule({
  id: 'require-pod-security-context',
  on: 'workload',
  severity: 'info',
  category: 'security',
  summary: 'Each pod says in a security context what it runs as.',
  why: 'Where a pod says nothing, the image decides over user and groups, and a new image may decide for root.',
  like: ['checkov:CKV_K8S_29', 'trivy:KSV-0118', 'kics:pod_or_container_without_security_context'],
  bad: [
    {
      'pod.yaml': examplePod({ container: '      securityContext: { runAsUser: 1000 }\n' }).replace(
        'spec:',
        '«spec»:',
      ),
    },
    { 'pod.yaml': examplePod({ spec: '  «securityContext»: {}\n' }) },
  ],
  good: [{ 'pod.yaml': examplePod({ spec: '  securityContext: { fsGroup: 2000 }\n' }) }],

  *check({ kind, title, podSpec }) {
    const context = podSpec.at('securityContext')
    if (!context.isEmpty) return
    yield {
      at: context.place,
      message: `${title} has no security context for its pods; write one with runAsNonRoot: true and seccompProfile: { type: RuntimeDefault }.`,
      like: [
        'checkov:CKV_K8S_29',
        'trivy:KSV-0118',
        ...(kind === 'Pod' && !context.isSet ? ['kics:pod_or_container_without_security_context'] : []),
      ],
    }
  },
})
