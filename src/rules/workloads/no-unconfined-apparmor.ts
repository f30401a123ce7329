import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

const annotated = (value: string) =>
  examplePod().replace(
    '  name: web\n',
    `  name: web\n  annotations:\n    container.apparmor.security.beta.kubernetes.io/app: ${value}\n`,
  )

export default defineRule({
  id: 'no-unconfined-apparmor',
  on: 'container',
  severity: 'warning',
  category: 'security',
  summary: 'No container leaves the AppArmor profile that its runtime gives it.',
  why: 'That profile keeps a container from mounting and from the dangerous parts of /proc and /sys, also where it runs as root.',
  like: ['trivy:KSV-0002', 'kics:missing_app_armor_config'],
  bad: [
    { 'pod.yaml': annotated('«unconfined»') },
    { 'pod.yaml': annotated('«custom»') },
    {
      'pod.yaml': examplePod({ spec: '  securityContext: { appArmorProfile: { type: «Unconfined» } }\n' }),
    },
  ],
  good: [
    { 'pod.yaml': annotated('runtime/default') },
    { 'pod.yaml': annotated('localhost/acme') },
    {
      'pod.yaml': examplePod({ spec: '  securityContext: { appArmorProfile: { type: RuntimeDefault } }\n' }),
    },
    { 'pod.yaml': examplePod() },
  ],

  *check({ title, security }) {
    const profile = security.appArmorProfile
    if (!profile || profile.value === 'RuntimeDefault' || profile.value === 'Localhost') return
    const what = /^unconfined$/i.test(profile.value)
      ? 'has no AppArmor profile'
      : `has ${profile.value}, which is no AppArmor profile`
    yield {
      at: profile.span,
      message: `The ${title} ${what}; write appArmorProfile: { type: RuntimeDefault } in its securityContext, or nothing.`,
      like: profile.from === 'annotation' ? ['trivy:KSV-0002', 'kics:missing_app_armor_config'] : [],
    }
  },
})
