import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'

export default defineRule({
  id: 'no-hostname-override',
  on: 'object',
  severity: 'info',
  category: 'reliability',
  summary: 'Kubelets go by the name of their host.',
  why: 'A kubelet under another name may not match the name in its certificate, and logs of the node and of the cluster name it differently.',
  like: ['checkov:CKV_K8S_146', 'trivy:KCV-0086', 'kics:kubelet_hostname_override_is_set'],
  bad: [{ 'program.yaml': examplePodOf('kubelet', '«--hostname-override=node-7»') }],
  good: [
    { 'program.yaml': examplePodOf('kubelet') },
    { 'program.yaml': examplePodOf('kube-proxy', '--hostname-override=node-7') },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kubelet')) {
      const name = program.setting('hostname-override')
      if (!name) continue
      yield {
        at: name.span,
        message: `${program.title} goes by another name than its host; remove --hostname-override.`,
      }
    }
  },
})
