import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

export default defineRule({
  id: 'require-linux-hardening',
  on: 'container',
  severity: 'warning',
  category: 'security',
  summary: 'Each container has at least one of seccomp, AppArmor, SELinux options and dropped capabilities.',
  why: 'Without any of them nothing but its user stands between a program that was broken into and the kernel of the node.',
  like: ['polaris:linuxHardening'],
  bad: [
    { 'pod.yaml': examplePod({ containerName: '«app»' }) },
    {
      'pod.yaml': examplePod({
        spec: '  securityContext: { seccompProfile: { type: RuntimeDefault } }\n',
        container: '      «securityContext»: { seccompProfile: { type: Unconfined } }\n',
      }),
    },
    {
      'pod.yaml': examplePod({
        container: '      «securityContext»:\n        capabilities: { drop: [ALL], add: [all] }\n',
      }),
    },
  ],
  good: [
    { 'pod.yaml': examplePod({ spec: '  securityContext: { seccompProfile: { type: RuntimeDefault } }\n' }) },
    { 'pod.yaml': examplePod({ spec: '  securityContext: { seLinuxOptions: { level: "s0:c1,c2" } }\n' }) },
    {
      'pod.yaml': examplePod({ container: '      securityContext: { capabilities: { drop: [NET_RAW] } }\n' }),
    },
    { 'pod.yaml': examplePod({ spec: '  os: { name: windows }\n' }) },
  ],

  *check({ kind, title, security, workload }) {
    const { own, seccompProfile, appArmorProfile, seLinuxOptions, capabilities, isMalformed } = security
    if (kind !== 'regular' || isMalformed || workload.isWindows) return
    if ([seccompProfile, appArmorProfile].some((profile) => profile && profile.value !== 'Unconfined')) return
    if (seLinuxOptions.some((options) => !options.isEmpty)) return
    const addsAll = capabilities.added.some(({ value }) => value === 'ALL')
    if (capabilities.dropped.length > 0 && !addsAll) return
    yield {
      at: own.place,
      message: `The ${title} has no seccomp or AppArmor profile, no SELinux options and all its capabilities; begin with seccompProfile: { type: RuntimeDefault } in its securityContext.`,
    }
  },
})
