import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])

const LIKE: Readonly<Record<string, readonly string[]>> = {
  'kube-controller-manager': ['checkov:CKV_K8S_113', 'trivy:KCV-0039', 'kics:bind_address_not_properly_set'],
  'kube-scheduler': ['checkov:CKV_K8S_115', 'trivy:KCV-0041', 'kics:bind_address_not_properly_set'],
}

export default defineRule({
  id: 'require-loopback-address',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'The controller manager and the scheduler listen on the loopback address alone.',
  why: 'Their ports serve metrics, health and profiles to whoever can reach the node, and nothing outside the node needs them.',
  like: [
    'checkov:CKV_K8S_113',
    'checkov:CKV_K8S_115',
    'trivy:KCV-0039',
    'trivy:KCV-0041',
    'kics:bind_address_not_properly_set',
  ],
  bad: [
    { 'program.yaml': examplePodOf('kube-controller-manager', '«--bind-address=0.0.0.0»') },
    { 'program.yaml': examplePodOf('«kube-scheduler»', '--leader-elect=true') },
  ],
  good: [
    { 'program.yaml': examplePodOf('kube-scheduler', '--bind-address=127.0.0.1') },
    { 'program.yaml': examplePodOf('kube-controller-manager', '--bind-address', '127.0.0.1') },
    { 'program.yaml': examplePodOf('kube-controller-manager', '--bind-address=::1') },
    { 'program.yaml': examplePodOf('kube-apiserver', '--bind-address=0.0.0.0') },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kube-controller-manager', 'kube-scheduler')) {
      const address = program.setting('bind-address')
      if (address ? LOOPBACK.has(address.value) : !program.lacks('bind-address')) continue
      yield {
        at: program.placeOf('bind-address'),
        message: `${program.title} listens on every address of its node; give it --bind-address=127.0.0.1.`,
        like: LIKE[program.name] ?? [],
      }
    }
  },
})
