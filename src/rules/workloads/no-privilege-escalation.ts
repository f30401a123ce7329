import { additionTo } from '../../deployment/kubernetes/edits.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

const LIKE = [
  'polaris:privilegeEscalationAllowed',
  'checkov:CKV_K8S_20',
  'trivy:KSV-0001',
  'kics:privilege_escalation_allowed',
]
const KUBE_LINTER = 'kube-linter:privilege-escalation-container'

export default defineRule<'container', { acceptUnset: boolean }>({
  id: 'no-privilege-escalation',
  on: 'container',
  severity: 'warning',
  category: 'security',
  summary: 'No process of a container can gain more rights than the one that started it.',
  why: 'Without allowPrivilegeEscalation: false a program with the setuid bit, such as sudo or a planted one, makes root of an ordinary user.',
  like: [KUBE_LINTER, ...LIKE],
  options: {
    type: 'object',
    properties: {
      acceptUnset: {
        description: 'Say nothing where the field is not written, though it is allowed then.',
        type: 'boolean',
        default: false,
      },
    },
    additionalProperties: false,
  },
  bad: [
    {
      'pod.yaml': examplePod({
        container: '      securityContext:\n        allowPrivilegeEscalation: «true»\n',
      }),
    },
    { 'pod.yaml': examplePod({ containerName: '«app»' }) },
    { 'pod.yaml': examplePod({ container: '      «securityContext»:\n        runAsUser: 1000\n' }) },
    // The pod has no such field.
    {
      'pod.yaml': examplePod({
        spec: '  securityContext: { allowPrivilegeEscalation: false }\n',
        containerName: '«app»',
      }),
    },
    // It is allowed all the same.
    {
      'pod.yaml': examplePod({
        container:
          '      securityContext:\n        allowPrivilegeEscalation: false\n        capabilities: { add: [«SYS_ADMIN»] }\n',
      }),
    },
  ],
  good: [
    {
      'pod.yaml': examplePod({
        container: '      securityContext:\n        allowPrivilegeEscalation: false\n',
      }),
    },
    {
      'plimsoll.yaml':
        'rules:\n  no-privilege-escalation: { severity: warning, options: { acceptUnset: true } }\n',
      'pod.yaml': examplePod(),
    },
    { 'pod.yaml': examplePod({ spec: '  os: { name: windows }\n' }) },
    { 'pod.yaml': examplePod({ container: '      securityContext: strict\n' }) },
  ],

  *check({ title, security, workload }, { options }) {
    const { allowPrivilegeEscalation: allowed, privileged, capabilities, own } = security
    if (security.isMalformed || workload.isWindows) return
    const power = privileged?.value
      ? privileged
      : capabilities.added.find(({ value }) => value === 'SYS_ADMIN')
    if (allowed?.value === false) {
      if (!power) return
      const what = power === privileged ? 'privileged' : 'the capability SYS_ADMIN'
      yield {
        at: power.span,
        message: `The ${title} forbids privilege escalation and asks for ${what}, by which it is allowed all the same; leave that out.`,
        like: [KUBE_LINTER],
      }
      return
    }
    if (!allowed && options.acceptUnset) return
    // Polaris takes the word of the pod, which the API drops.
    const isSaidOfPod = !allowed && security.pod.isFalse('allowPrivilegeEscalation')
    const like = isSaidOfPod ? LIKE.filter((peer) => !peer.startsWith('polaris:')) : LIKE
    const edit = allowed
      ? { span: allowed.span, text: 'false' }
      : additionTo(own, 'allowPrivilegeEscalation', 'false')
    yield {
      at: allowed?.span ?? own.at('allowPrivilegeEscalation').place,
      message: `Processes of the ${title} may gain more rights than they started with; write allowPrivilegeEscalation: false in its securityContext.`,
      like: allowed || power ? [KUBE_LINTER, ...like] : like,
      ...(edit && !power && { fix: { title: 'Forbid privilege escalation', safe: false, edits: [edit] } }),
    }
  },
})
