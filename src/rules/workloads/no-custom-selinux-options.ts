import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

/** Pod Security Standards, baseline. */
const TYPES = new Set(['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'])

export default defineRule({
  id: 'no-custom-selinux-options',
  on: 'workload',
  severity: 'warning',
  category: 'security',
  summary: 'Pods keep the SELinux user, role and kind of type that are made for containers.',
  why: 'Another type, such as spc_t, is one that SELinux does not confine, and another user or role may switch to one.',
  like: ['trivy:KSV-0025'],
  bad: [
    { 'pod.yaml': examplePod({ spec: '  securityContext: { seLinuxOptions: { type: «spc_t» } }\n' }) },
    {
      'pod.yaml': examplePod({
        container:
          '      securityContext:\n        seLinuxOptions:\n          type: container_t\n          role: «system_r»\n          user: «system_u»\n',
      }),
    },
  ],
  good: [
    {
      'pod.yaml': examplePod({
        spec: '  securityContext: { seLinuxOptions: { type: container_t, level: "s0:c123,c456" } }\n',
      }),
    },
    { 'pod.yaml': examplePod({ spec: '  securityContext: { seLinuxOptions: { role: "" } }\n' }) },
    { 'pod.yaml': examplePod({ spec: '  securityContext:\n' }) },
  ],

  *check({ title, podSpec, containers }) {
    for (const holder of [podSpec, ...containers]) {
      const options = holder.at('securityContext', 'seLinuxOptions')
      const type = options.text('type')
      const wrong = [
        ...(type && !TYPES.has(type.value) ? [{ key: 'type', option: type }] : []),
        ...['user', 'role'].map((key) => ({ key, option: options.text(key) })),
      ]
      for (const { key, option } of wrong) {
        if (!option?.value) continue
        yield {
          at: option.span,
          message: `${title} sets the SELinux ${key} ${option.value}, by which it may leave the confinement of containers; remove it, or use ${key === 'type' ? 'container_t' : 'a level alone'}.`,
        }
      }
    }
  },
})
