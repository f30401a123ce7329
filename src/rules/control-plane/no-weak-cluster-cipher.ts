import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { nameList } from '../../deployment/name-list.ts'
import { defineRule } from '../../engine/rule.ts'
import { exampleKubelet, examplePodOf } from './example-program.ts'

/** Suites of TLS 1.3, and those of 1.2 with forward secrecy and authenticated encryption. */
const STRONG =
  /^TLS_(?:AES_128_GCM_SHA256|AES_256_GCM_SHA384|CHACHA20_POLY1305_SHA256|ECDHE_(?:ECDSA|RSA)_WITH_(?:AES_128_GCM_SHA256|AES_256_GCM_SHA384|CHACHA20_POLY1305(?:_SHA256)?))$/

/** What some accept although a stolen key reads what was recorded before. */
const WITHOUT_FORWARD_SECRECY = /^TLS_RSA_WITH_AES_(?:128_GCM_SHA256|256_GCM_SHA384)$/

export default defineRule({
  id: 'no-weak-cluster-cipher',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'The API server and the kubelet offer strong ciphers alone.',
  why: 'A cipher without forward secrecy or authenticated encryption lets recorded traffic be read later, or changed on its way.',
  like: ['checkov:CKV_K8S_105', 'checkov:CKV_K8S_151', 'trivy:KCV-0092', 'kics:weak_tls_cipher_suites'],
  bad: [
    {
      'program.yaml': examplePodOf(
        'kube-apiserver',
        '«--tls-cipher-suites=TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_RSA_WITH_RC4_128_SHA»',
      ),
    },
    { 'program.yaml': examplePodOf('kubelet', '«--tls-cipher-suites=TLS_RSA_WITH_AES_128_GCM_SHA256»') },
    {
      'program.yaml': exampleKubelet(
        'tlsCipherSuites:\n  - TLS_AES_128_GCM_SHA256\n  - «TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA»\n',
      ),
    },
  ],
  good: [
    {
      'program.yaml': examplePodOf(
        'kube-apiserver',
        '--tls-cipher-suites=TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
      ),
    },
    { 'program.yaml': examplePodOf('kube-apiserver') },
    { 'program.yaml': exampleKubelet('tlsCipherSuites: [TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384]\n') },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kube-apiserver', 'kubelet')) {
      const weak = program.list('tls-cipher-suites').filter((cipher) => !STRONG.test(cipher))
      if (weak.length === 0) continue
      const like = ['kics:weak_tls_cipher_suites', 'trivy:KCV-0092']
      if (weak.some((cipher) => !WITHOUT_FORWARD_SECRECY.test(cipher))) {
        like.push(program.name === 'kubelet' ? 'checkov:CKV_K8S_151' : 'checkov:CKV_K8S_105')
      }
      yield {
        at: program.placeOf('tls-cipher-suites'),
        message: `${program.title} offers ${nameList(weak, 3)}; leave only suites with ECDHE and GCM or CHACHA20_POLY1305.`,
        like: program.name === 'kubelet' ? like : like.filter((id) => id !== 'trivy:KCV-0092'),
      }
    }
  },
})
