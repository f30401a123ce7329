import type { Container } from '../../deployment/kubernetes/container.ts'
import { additionTo } from '../../deployment/kubernetes/edits.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

export default defineRule({
  id: 'require-seccomp-profile',
  on: 'container',
  severity: 'warning',
  category: 'security',
  summary: 'A seccomp profile limits which system calls a container can make.',
  why: 'Unlike Docker, Kubernetes sets none by default: every call of the kernel is open, and with it every hole in one of them.',
  like: [
    'kube-score:container-seccomp-profile',
    'checkov:CKV_K8S_31',
    'trivy:KSV-0030',
    'trivy:KSV-0104',
    'kics:seccomp_profile_is_not_configured',
  ],
  bad: [
    { 'pod.yaml': examplePod({ containerName: '«app»' }) },
    {
      'pod.yaml': examplePod({
        spec: '  securityContext: { seccompProfile: }\n',
        container: '      «securityContext»: { runAsUser: 1000 }\n',
      }),
    },
    {
      'pod.json':
        '{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": {"containers": [{"name": «"app"», "image": "acme/web:2"}]}}\n',
    },
    // An annotation of PodSecurityPolicies does nothing for a pod.
    {
      'pod.yaml': examplePod({ containerName: '«app»' }).replace(
        '  name: web\n',
        '  name: web\n  annotations: { seccomp.security.alpha.kubernetes.io/defaultProfileName: runtime/default }\n',
      ),
    },
  ],
  good: [
    { 'pod.yaml': examplePod({ spec: '  securityContext: { seccompProfile: { type: RuntimeDefault } }\n' }) },
    {
      'pod.yaml': examplePod({
        container:
          '      securityContext: { seccompProfile: { type: Localhost, localhostProfile: app.json } }\n',
      }),
    },
    { 'pod.yaml': examplePod({ spec: '  os: { name: windows }\n' }) },
  ],

  *check(container) {
    const { kind, title, workload, security } = container
    const { seccompProfile, own, pod, isMalformed } = security
    if (kind === 'ephemeral' || seccompProfile || isMalformed || workload.isWindows) return
    const edit = additionTo(pod.at('seccompProfile'), 'type', 'RuntimeDefault')
    yield {
      at: own.at('seccompProfile', 'type').place,
      message: `The ${title} has no seccomp profile, so it may make every system call; write seccompProfile: { type: RuntimeDefault } in the securityContext of its pod.`,
      like: peersOf(container),
      ...(edit && { fix: { title: 'Use the default profile of the runtime', safe: false, edits: [edit] } }),
    }
  },
})

function peersOf({ kind, workload }: Container): string[] {
  const peers = ['trivy:KSV-0030', 'trivy:KSV-0104']
  if (kind === 'regular') peers.push('checkov:CKV_K8S_31')
  // They take it for one of pods.
  const annotation = 'seccomp.security.alpha.kubernetes.io/defaultProfileName'
  const isAnnotated = workload.podAnnotations.has(annotation)
  if (kind === 'regular' && !isAnnotated) peers.push('kube-score:container-seccomp-profile')
  if (!isAnnotated && !workload.object.annotations.has(annotation)) {
    peers.push('kics:seccomp_profile_is_not_configured')
  }
  return peers
}
