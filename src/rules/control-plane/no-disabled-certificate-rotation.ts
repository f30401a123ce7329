import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { exampleKubelet, examplePodOf } from './example-program.ts'

export default defineRule({
  id: 'no-disabled-certificate-rotation',
  on: 'object',
  severity: 'warning',
  category: 'reliability',
  summary: 'The rotation of serving certificates of kubelets is not switched off.',
  why: 'A serving certificate that has expired breaks logs, `exec` and metrics of every pod on the node.',
  like: [
    'checkov:CKV_K8S_112',
    'trivy:KCV-0038',
    'trivy:KCV-0091',
    'kics:rotate_kubelet_server_certificate_not_active',
  ],
  bad: [
    {
      'program.yaml': examplePodOf(
        'kube-controller-manager',
        '«--feature-gates=RotateKubeletServerCertificate=false»',
      ),
    },
    {
      'program.yaml': examplePodOf(
        'kubelet',
        '«--feature-gates=A=true,RotateKubeletServerCertificate=false»',
      ),
    },
    { 'program.yaml': exampleKubelet('featureGates:\n  RotateKubeletServerCertificate: «false»\n') },
  ],
  good: [
    { 'program.yaml': examplePodOf('kube-controller-manager') },
    { 'program.yaml': examplePodOf('kubelet', '--feature-gates=RotateKubeletServerCertificate=true') },
    { 'program.yaml': exampleKubelet('featureGates: { Other: false }\n') },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kube-controller-manager', 'kubelet')) {
      const gate = program.gate('RotateKubeletServerCertificate')
      if (gate?.value !== 'false') continue
      const trivy = program.name === 'kubelet' ? 'trivy:KCV-0091' : 'trivy:KCV-0038'
      yield {
        at: gate.span,
        message: `${program.title} has RotateKubeletServerCertificate switched off; remove the gate.`,
        like: [
          trivy,
          'kics:rotate_kubelet_server_certificate_not_active',
          ...(program.isConfiguration ? [] : ['checkov:CKV_K8S_112']),
        ],
      }
    }
  },
})
