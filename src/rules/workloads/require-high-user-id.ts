import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

export default defineRule<'container', { minimum: number }>({
  id: 'require-high-user-id',
  on: 'container',
  severity: 'info',
  category: 'security',
  summary: 'The user of a container has a number that no user of a node has.',
  why: 'Numbers are the same inside and outside: what gets out of a container as user 1000 owns the files of user 1000 of the node.',
  like: [
    'kube-score:container-security-context-user-group-id',
    'checkov:CKV_K8S_40',
    'trivy:KSV-0020',
    'kics:containers_run_with_low_uid',
  ],
  options: {
    type: 'object',
    properties: {
      minimum: { description: 'The lowest number that is accepted.', type: 'integer', default: 10000 },
    },
    additionalProperties: false,
  },
  bad: [
    { 'pod.yaml': examplePod({ containerName: '«app»' }) },
    { 'pod.yaml': examplePod({ spec: '  securityContext: { runAsUser: «1000» }\n' }) },
    {
      'pod.yaml': examplePod({
        spec: '  securityContext: { runAsUser: 12000 }\n',
        container: '      securityContext: { runAsUser: «0» }\n',
      }),
    },
  ],
  good: [
    { 'pod.yaml': examplePod({ spec: '  securityContext: { runAsUser: 12000 }\n' }) },
    { 'pod.yaml': examplePod({ spec: '  hostUsers: false\n' }) },
    {
      'pod.yaml': examplePod({
        spec: '  securityContext: { runAsUser: 10 }\n',
        container: '      securityContext: { runAsUser: 10000 }\n',
      }),
    },
    {
      'plimsoll.yaml': 'rules:\n  require-high-user-id: { severity: warning, options: { minimum: 1000 } }\n',
      'pod.yaml': examplePod({ spec: '  securityContext: { runAsUser: 1000 }\n' }),
    },
  ],

  *check({ kind, title, security, workload }, { options }) {
    const { runAsUser, own, isMalformed } = security
    if (kind === 'ephemeral' || isMalformed || workload.isWindows) return
    // With user namespaces the numbers of the node are others.
    if (workload.podSpec.isFalse('hostUsers')) return
    if (runAsUser && runAsUser.value >= options.minimum) return
    yield {
      at: runAsUser?.span ?? own.at('runAsUser').place,
      message: `The ${title} ${runAsUser ? `runs as user ${runAsUser.value}` : 'runs as whatever user its image names'}; give it a runAsUser of at least ${options.minimum}.`,
      like: [
        'kube-score:container-security-context-user-group-id',
        'trivy:KSV-0020',
        'kics:containers_run_with_low_uid',
        ...(kind === 'regular' ? ['checkov:CKV_K8S_40'] : []),
      ],
    }
  },
})
