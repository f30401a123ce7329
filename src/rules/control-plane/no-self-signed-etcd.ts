import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'

const LIKE: Readonly<Record<string, readonly string[]>> = {
  'auto-tls': ['checkov:CKV_K8S_118', 'trivy:KCV-0044', 'kics:auto_tls_set_to_true'],
  'peer-auto-tls': ['trivy:KCV-0047', 'kics:peer_auto_tls_set_to_true'],
}

export default defineRule({
  id: 'no-self-signed-etcd',
  on: 'object',
  severity: 'error',
  category: 'security',
  summary: '`etcd` signs no certificates for itself.',
  why: 'Nobody can check a certificate that etcd makes up when it starts, so whoever answers at its address is believed.',
  like: [
    'checkov:CKV_K8S_118',
    'trivy:KCV-0044',
    'trivy:KCV-0047',
    'kics:auto_tls_set_to_true',
    'kics:peer_auto_tls_set_to_true',
  ],
  bad: [
    { 'program.yaml': examplePodOf('etcd', '«--auto-tls=true»') },
    { 'program.yaml': examplePodOf('etcd', '«--peer-auto-tls»') },
  ],
  good: [
    { 'program.yaml': examplePodOf('etcd', '--auto-tls=false') },
    { 'program.yaml': examplePodOf('etcd') },
  ],

  *check(object) {
    for (const program of programsOf(object, 'etcd')) {
      for (const [flag, like] of Object.entries(LIKE)) {
        if (!program.isOn(flag)) continue
        yield {
          at: program.placeOf(flag),
          message: `${program.title} signs its certificates itself; remove --${flag} and name certificates of your authority.`,
          like,
        }
      }
    }
  },
})
