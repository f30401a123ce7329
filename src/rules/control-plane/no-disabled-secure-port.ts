import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'

export default defineRule({
  id: 'no-disabled-secure-port',
  on: 'object',
  severity: 'error',
  category: 'security',
  summary: 'The API server serves over TLS.',
  why: 'Port 0 switches the encrypted port off: what is left of the API is unencrypted, without authentication, or unreachable.',
  like: ['checkov:CKV_K8S_89', 'trivy:KCV-0017', 'kics:secure_port_set_to_zero'],
  bad: [{ 'program.yaml': examplePodOf('kube-apiserver', '«--secure-port=0»') }],
  good: [
    { 'program.yaml': examplePodOf('kube-apiserver', '--secure-port=6443') },
    { 'program.yaml': examplePodOf('kube-apiserver') },
    { 'program.yaml': examplePodOf('kube-scheduler', '--secure-port=0') },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kube-apiserver')) {
      const port = program.setting('secure-port')
      if (port?.value !== '0') continue
      yield {
        at: port.span,
        message: `${program.title} has its encrypted port switched off; remove --secure-port=0.`,
      }
    }
  },
})
