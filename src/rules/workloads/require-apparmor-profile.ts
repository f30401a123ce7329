import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

export default defineRule({
  id: 'require-apparmor-profile',
  on: 'container',
  severity: 'info',
  category: 'security',
  summary: 'A manifest says which AppArmor profile its containers have.',
  why: 'What is not said depends on the node: one that has no AppArmor starts the container without, where one with a profile would refuse to.',
  like: ['kics:missing_app_armor_config'],
  bad: [
    { 'pod.yaml': examplePod({ containerName: '«app»' }) },
    { 'pod.yaml': examplePod({ container: '      «securityContext»: { runAsUser: 1000 }\n' }) },
  ],
  good: [
    {
      'pod.yaml': examplePod({ spec: '  securityContext: { appArmorProfile: { type: RuntimeDefault } }\n' }),
    },
    { 'pod.yaml': examplePod({ spec: '  os: { name: windows }\n' }) },
  ],

  *check({ kind, title, security, workload }) {
    const profile = security.appArmorProfile
    if (kind === 'ephemeral' || security.isMalformed || workload.isWindows) return
    // What is wrong with one has a rule of its own.
    if (profile) return
    yield {
      at: security.own.at('appArmorProfile', 'type').place,
      message: `The ${title} names no AppArmor profile; write appArmorProfile: { type: RuntimeDefault } in its securityContext.`,
    }
  },
})
