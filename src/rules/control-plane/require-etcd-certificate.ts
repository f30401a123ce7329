import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { nameList } from '../../deployment/name-list.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'

const SIDES = [
  {
    whom: 'clients',
    settings: ['cert-file', 'key-file'],
    like: ['checkov:CKV_K8S_116', 'trivy:KCV-0042', 'kics:etcd_tls_certificate_files_not_properly_set'],
  },
  {
    whom: 'its peers',
    settings: ['peer-cert-file', 'peer-key-file'],
    like: ['checkov:CKV_K8S_119', 'trivy:KCV-0045', 'kics:etcd_peer_tls_certificate_files_not_properly_set'],
  },
]

export default defineRule({
  id: 'require-etcd-certificate',
  on: 'object',
  severity: 'error',
  category: 'security',
  summary: '`etcd` serves clients and its peers with certificates.',
  why: 'etcd holds every Secret of the cluster. Without a certificate it serves them readable to anybody on the network between the nodes.',
  like: [
    'checkov:CKV_K8S_116',
    'checkov:CKV_K8S_119',
    'trivy:KCV-0042',
    'trivy:KCV-0045',
    'kics:etcd_tls_certificate_files_not_properly_set',
    'kics:etcd_peer_tls_certificate_files_not_properly_set',
  ],
  bad: [
    {
      'program.yaml': examplePodOf(
        '«etcd»',
        '--peer-cert-file=/pki/peer.crt',
        '--peer-key-file=/pki/peer.key',
        '--cert-file=/pki/server.crt',
      ),
    },
    { 'program.yaml': examplePodOf('«etcd»', '--cert-file=/pki/server.crt', '--key-file=/pki/server.key') },
  ],
  good: [
    {
      'program.yaml': examplePodOf(
        'etcd',
        '--cert-file=/pki/server.crt',
        '--key-file=/pki/server.key',
        '--peer-cert-file=/pki/peer.crt',
        '--peer-key-file=/pki/peer.key',
      ),
    },
    { 'program.yaml': examplePodOf('etcd', '--config-file=/etc/etcd.yaml') },
    { 'program.yaml': examplePodOf('etcdctl', 'get', '/') },
  ],

  *check(object) {
    for (const program of programsOf(object, 'etcd')) {
      for (const { whom, settings, like } of SIDES) {
        const missing = settings.filter((setting) => program.lacks(setting))
        if (missing.length === 0) continue
        yield {
          at: program.placeOf(missing[0]!),
          message: `${program.title} is given no ${nameList(missing.map((setting) => program.spelling(setting)))}; name the certificate and the key with which it serves ${whom}.`,
          like,
        }
      }
    }
  },
})
