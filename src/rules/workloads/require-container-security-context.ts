import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

export default defineRule({
  id: 'require-container-security-context',
  on: 'container',
  severity: 'info',
  category: 'security',
  summary: 'Each container has a security context of its own.',
  why: 'Privilege escalation, capabilities and the root file system can be limited for containers alone; what the pod says is not about them.',
  like: ['checkov:CKV_K8S_30', 'kics:pod_or_container_without_security_context'],
  bad: [
    { 'pod.yaml': examplePod({ spec: '  securityContext: { runAsUser: 1000 }\n', containerName: '«app»' }) },
    { 'pod.yaml': examplePod({ container: '      «securityContext»: {}\n' }) },
  ],
  good: [
    { 'pod.yaml': examplePod({ container: '      securityContext: { allowPrivilegeEscalation: false }\n' }) },
  ],

  *check({ title, security }) {
    const { own } = security
    if (!own.isEmpty) return
    yield {
      at: own.place,
      message: `The ${title} has no security context; write one with allowPrivilegeEscalation: false and capabilities: { drop: [ALL] }.`,
      like: own.isSet
        ? ['checkov:CKV_K8S_30']
        : ['checkov:CKV_K8S_30', 'kics:pod_or_container_without_security_context'],
    }
  },
})
