import { additionTo } from '../../deployment/kubernetes/edits.ts'
import type { Capabilities } from '../../deployment/kubernetes/security-context.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

/** To give up each of these is enough for Polaris. */
const DEFAULT_CAPABILITIES =
  'NET_ADMIN CHOWN DAC_OVERRIDE FSETID FOWNER MKNOD NET_RAW SETGID SETUID SETFCAP SETPCAP NET_BIND_SERVICE SYS_CHROOT KILL AUDIT_WRITE'.split(
    ' ',
  )

export default defineRule({
  id: 'require-all-capabilities-dropped',
  on: 'container',
  severity: 'warning',
  category: 'security',
  summary: 'A container gives up all capabilities and takes back those it needs.',
  why: 'The fourteen that are left by default let an intruder forge packets, change owners of files and more; an ordinary server needs none of it.',
  like: [
    'polaris:insecureCapabilities',
    'checkov:CKV_K8S_37',
    'trivy:KSV-0003',
    'trivy:KSV-0004',
    'trivy:KSV-0106',
    'kics:no_drop_capabilities_for_containers',
  ],
  bad: [
    { 'pod.yaml': examplePod({ containerName: '«app»' }) },
    {
      'pod.yaml': examplePod({
        container: '      securityContext:\n        capabilities:\n          «drop»: [NET_RAW]\n',
      }),
    },
    {
      'pod.yaml': examplePod({
        container: '      securityContext:\n        «capabilities»: { add: [NET_BIND_SERVICE] }\n',
      }),
    },
  ],
  good: [
    { 'pod.yaml': examplePod({ container: '      securityContext: { capabilities: { drop: [all] } }\n' }) },
    {
      'pod.yaml': examplePod({
        container:
          '      securityContext:\n        capabilities:\n          drop: [NET_RAW, CAP_ALL]\n          add: [NET_BIND_SERVICE]\n',
      }),
    },
    { 'pod.yaml': examplePod({ spec: '  os: { name: windows }\n' }) },
  ],

  *check({ title, security, workload }) {
    const { capabilities, isMalformed } = security
    if (capabilities.dropsAll || isMalformed || workload.isWindows) return
    const drop = capabilities.field.at('drop')
    const edit = drop.isSet ? undefined : additionTo(capabilities.field, 'drop', '["ALL"]')
    yield {
      at: drop.place,
      message: `The ${title} keeps ${capabilities.dropped.length > 0 ? 'other default' : 'the default'} capabilities; write capabilities: { drop: [ALL] } in its securityContext and add what is missing.`,
      like: peersOf(capabilities),
      ...(edit && { fix: { title: 'Drop all capabilities', safe: false, edits: [edit] } }),
    }
  },
})

function peersOf({ field, dropped, drops }: Capabilities): string[] {
  const peers = ['checkov:CKV_K8S_37', 'trivy:KSV-0003', 'trivy:KSV-0106']
  if (!DEFAULT_CAPABILITIES.every(drops)) peers.push('polaris:insecureCapabilities')
  if (dropped.length === 0) peers.push('trivy:KSV-0004')
  if (!field.at('drop').isSet) peers.push('kics:no_drop_capabilities_for_containers')
  return peers
}
