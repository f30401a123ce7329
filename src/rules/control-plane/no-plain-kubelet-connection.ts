import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'

export default defineRule({
  id: 'no-plain-kubelet-connection',
  on: 'object',
  severity: 'error',
  category: 'security',
  summary: 'The API server talks to kubelets over TLS.',
  why: 'Without TLS everything that is typed into `kubectl exec`, and every log, crosses the network readable, and nobody can tell the real kubelet from another.',
  like: ['checkov:CKV_K8S_71', 'trivy:KCV-0004', 'kics:kubelet_https_set_to_false'],
  bad: [{ 'program.yaml': examplePodOf('kube-apiserver', '«--kubelet-https=false»') }],
  good: [
    { 'program.yaml': examplePodOf('kube-apiserver', '--kubelet-https=true') },
    { 'program.yaml': examplePodOf('kube-apiserver') },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kube-apiserver')) {
      if (!program.isOff('kubelet-https')) continue
      yield {
        at: program.placeOf('kubelet-https'),
        message: `${program.title} talks to kubelets without TLS; remove --kubelet-https=false.`,
      }
    }
  },
})
