import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'
import { rootPeersOf } from './root-peers.ts'

export default defineRule<'workload', { acceptUserId: boolean }>({
  id: 'require-non-root-user',
  on: 'workload',
  severity: 'warning',
  category: 'security',
  summary: 'Containers run as a user other than root, and the manifest sees to it.',
  why: 'Root of a container is root of the node as soon as one wall gives way, a mount is careless or the kernel has a hole.',
  like: [
    'kube-linter:run-as-non-root',
    'polaris:runAsRootAllowed',
    'checkov:CKV_K8S_23',
    'kics:containers_running_as_root',
    'trivy:KSV-0012',
    'trivy:KSV-0105',
  ],
  options: {
    type: 'object',
    properties: {
      acceptUserId: {
        description: 'Take a runAsUser above 0 for enough, without runAsNonRoot: true.',
        type: 'boolean',
        default: false,
      },
    },
    additionalProperties: false,
  },
  bad: [
    { 'pod.yaml': examplePod({ containerName: '«app»' }) },
    { 'pod.yaml': examplePod({ container: '      securityContext: { runAsUser: «0» }\n' }) },
    // The container's own word counts.
    {
      'pod.yaml': examplePod({
        spec: '  securityContext: { runAsNonRoot: true }\n',
        container: '      securityContext: { runAsNonRoot: «false» }\n',
      }),
    },
    // It will not even start.
    { 'pod.yaml': examplePod({ spec: '  securityContext: { runAsNonRoot: true, runAsUser: «0» }\n' }) },
    { 'pod.yaml': examplePod({ container: '      «securityContext»: { runAsUser: 1000 }\n' }) },
  ],
  good: [
    { 'pod.yaml': examplePod({ spec: '  securityContext: { runAsNonRoot: true }\n' }) },
    { 'pod.yaml': examplePod({ container: '      securityContext: { runAsNonRoot: true }\n' }) },
    {
      'plimsoll.yaml':
        'rules:\n  require-non-root-user: { severity: warning, options: { acceptUserId: true } }\n',
      'pod.yaml': examplePod({ spec: '  securityContext: { runAsUser: 1000 }\n' }),
    },
    { 'pod.yaml': examplePod({ spec: '  securityContext: nobody\n' }) },
  ],

  *check({ title, containers, podSpec }, { options }) {
    let isPodUserTaken = false
    for (const container of containers) {
      const { runAsUser, runAsNonRoot, own, isMalformed } = container.security
      if (isMalformed) continue
      const like = rootPeersOf(container)
      if (runAsUser?.value === 0) {
        isPodUserTaken ||= runAsUser.from === 'pod'
        yield {
          at: runAsUser.span,
          message: `The ${container.title} runs as root by runAsUser: 0; name another user, and write runAsNonRoot: true.`,
          like: [...like, 'trivy:KSV-0105'],
        }
      } else if (!runAsNonRoot?.value && !(runAsUser && options.acceptUserId)) {
        yield {
          at: runAsNonRoot?.span ?? own.at('runAsNonRoot').place,
          message: runAsUser
            ? `Only its runAsUser keeps the ${container.title} from root; write runAsNonRoot: true too.`
            : `Nothing keeps the ${container.title} from running as root; write runAsNonRoot: true in its securityContext, and a runAsUser where the image names no user by number.`,
          like,
        }
      }
    }
    const shared = podSpec.number('securityContext', 'runAsUser')
    if (shared?.value !== 0 || isPodUserTaken) return
    yield {
      at: shared.span,
      message: `${title} makes root the user of its containers, though each has another; name that user here.`,
      like: ['trivy:KSV-0105'],
    }
  },
})
