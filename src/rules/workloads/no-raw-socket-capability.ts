import { additionTo } from '../../deployment/kubernetes/edits.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

const KUBE_LINTER = 'kube-linter:drop-net-raw-capability'

export default defineRule({
  id: 'no-raw-socket-capability',
  on: 'container',
  severity: 'warning',
  category: 'security',
  summary: 'Containers give up the capability NET_RAW.',
  why: 'A container has it by default, and with it can listen in on its neighbours’ network and answer in their name.',
  like: [KUBE_LINTER, 'checkov:CKV_K8S_28', 'trivy:KSV-0119', 'kics:net_raw_capabilities_not_being_dropped'],
  bad: [
    { 'pod.yaml': examplePod({ containerName: '«app»' }) },
    {
      'pod.yaml': examplePod({
        container: '      securityContext:\n        capabilities:\n          «drop»: [SYS_CHROOT]\n',
      }),
    },
    {
      'pod.yaml': examplePod({
        container: '      securityContext:\n        capabilities: { drop: [ALL], add: [«NET_RAW»] }\n',
      }),
    },
  ],
  good: [
    {
      'pod.yaml': examplePod({ container: '      securityContext: { capabilities: { drop: [NET_RAW] } }\n' }),
    },
    { 'pod.yaml': examplePod({ container: '      securityContext: { capabilities: { drop: [all] } }\n' }) },
    { 'pod.yaml': examplePod({ spec: '  os: { name: windows }\n' }) },
  ],

  *check({ title, security, workload }) {
    const { capabilities, isMalformed } = security
    if (isMalformed || workload.isWindows) return
    for (const { value, span } of capabilities.added) {
      if (value !== 'NET_RAW') continue
      yield {
        at: span,
        message: `The ${title} adds NET_RAW, by which it can forge packets; leave it out.`,
        like: [KUBE_LINTER, 'trivy:KSV-0119'],
      }
    }
    if (capabilities.drops('NET_RAW')) return
    const drop = capabilities.field.at('drop')
    const edit = drop.isSet ? undefined : additionTo(capabilities.field, 'drop', '["NET_RAW"]')
    yield {
      at: drop.place,
      message: `The ${title} keeps NET_RAW, by which it can forge packets; write capabilities: { drop: [NET_RAW] } in its securityContext, or better ALL.`,
      like: [
        'checkov:CKV_K8S_28',
        'kics:net_raw_capabilities_not_being_dropped',
        ...(capabilities.field.isSet ? [KUBE_LINTER] : []),
      ],
      ...(edit && { fix: { title: 'Drop NET_RAW', safe: false, edits: [edit] } }),
    }
  },
})
