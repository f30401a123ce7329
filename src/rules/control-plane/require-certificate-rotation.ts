import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { exampleKubelet, examplePodOf } from './example-program.ts'

const CONFIGURATION = ['trivy:KCV-0090', 'kics:kubelet_client_periodic_certificate_switch_disabled']

export default defineRule({
  id: 'require-certificate-rotation',
  on: 'object',
  severity: 'warning',
  category: 'reliability',
  summary: 'Kubelets renew their certificates before they expire.',
  why: 'A kubelet whose certificate has expired drops out of the cluster, and all its pods with it.',
  like: ['checkov:CKV_K8S_149', 'trivy:KCV-0090', 'kics:kubelet_client_periodic_certificate_switch_disabled'],
  bad: [
    { 'program.yaml': examplePodOf('kubelet', '«--rotate-certificates=false»') },
    { 'program.yaml': exampleKubelet('rotateCertificates: «false»\n') },
    { 'program.yaml': exampleKubelet('readOnlyPort: 0\n', '«KubeletConfiguration»') },
  ],
  good: [
    { 'program.yaml': examplePodOf('kubelet') },
    { 'program.yaml': exampleKubelet('rotateCertificates: true\n') },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kubelet')) {
      const isDefaultOff = program.isConfiguration && program.lacks('rotate-certificates')
      if (!program.isOff('rotate-certificates') && !isDefaultOff) continue
      yield {
        at: program.placeOf('rotate-certificates'),
        message: `${program.title} lets its certificate expire; set ${program.spelling('rotate-certificates')} to true.`,
        ...(program.isConfiguration && { like: CONFIGURATION }),
      }
    }
  },
})
