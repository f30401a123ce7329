import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { exampleKubelet, examplePodOf } from './example-program.ts'

export default defineRule({
  id: 'require-kernel-defaults-protected',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'Kubelets refuse to start with other kernel settings than they expect.',
  why: 'Otherwise a kubelet changes settings of the kernel by itself, among them ones that were set to harden the node.',
  like: ['checkov:CKV_K8S_144', 'trivy:KCV-0083', 'kics:kubelet_protect_kernel_defaults_set_to_false'],
  bad: [
    { 'program.yaml': examplePodOf('kubelet', '«--protect-kernel-defaults=false»') },
    { 'program.yaml': examplePodOf('«kubelet»', '--v=2') },
    { 'program.yaml': exampleKubelet('protectKernelDefaults: «false»\n') },
    { 'program.yaml': exampleKubelet('readOnlyPort: 0\n', '«KubeletConfiguration»') },
  ],
  good: [
    { 'program.yaml': examplePodOf('kubelet', '--protect-kernel-defaults=true') },
    { 'program.yaml': exampleKubelet('protectKernelDefaults: true\n') },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kubelet')) {
      if (program.mayBeOn('protect-kernel-defaults')) continue
      const like = ['trivy:KCV-0083']
      if (!program.isConfiguration) like.push('checkov:CKV_K8S_144')
      if (program.isConfiguration || program.isOff('protect-kernel-defaults')) {
        like.push('kics:kubelet_protect_kernel_defaults_set_to_false')
      }
      yield {
        at: program.placeOf('protect-kernel-defaults'),
        message: `${program.title} may change settings of the kernel; set ${program.spelling('protect-kernel-defaults')} to true.`,
        like,
      }
    }
  },
})
