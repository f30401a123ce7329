import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'

const LIKE: Readonly<Record<string, readonly string[]>> = {
  'client-cert-auth': [
    'checkov:CKV_K8S_117',
    'trivy:KCV-0043',
    'kics:etcd_client_certificate_authentication_set_to_false',
  ],
  'peer-client-cert-auth': [
    'checkov:CKV_K8S_121',
    'trivy:KCV-0046',
    'kics:etcd_peer_client_certificate_authentication_set_to_false',
  ],
}

export default defineRule({
  id: 'require-etcd-client-authentication',
  on: 'object',
  severity: 'error',
  category: 'security',
  summary: '`etcd` demands a certificate of clients and of its peers.',
  why: 'Whoever reaches etcd without having to show a certificate reads and writes every object of the cluster, past all roles.',
  like: [
    'checkov:CKV_K8S_117',
    'checkov:CKV_K8S_121',
    'trivy:KCV-0043',
    'trivy:KCV-0046',
    'kics:etcd_client_certificate_authentication_set_to_false',
    'kics:etcd_peer_client_certificate_authentication_set_to_false',
  ],
  bad: [
    { 'program.yaml': examplePodOf('etcd', '--peer-client-cert-auth=true', '«--client-cert-auth=false»') },
    { 'program.yaml': examplePodOf('«etcd»', '--client-cert-auth') },
  ],
  good: [
    { 'program.yaml': examplePodOf('etcd', '--client-cert-auth=true', '--peer-client-cert-auth=true') },
    { 'program.yaml': examplePodOf('etcd', '--config-file=/etc/etcd.yaml') },
    { 'program.yaml': examplePodOf('kube-apiserver', '--client-cert-auth=false') },
  ],

  *check(object) {
    for (const program of programsOf(object, 'etcd')) {
      for (const [flag, like] of Object.entries(LIKE)) {
        if (program.mayBeOn(flag)) continue
        const whom = flag.startsWith('peer') ? 'its peers' : 'clients'
        yield {
          at: program.placeOf(flag),
          message: `${program.title} demands no certificate of ${whom}; give it --${flag}=true.`,
          like,
        }
      }
    }
  },
})
