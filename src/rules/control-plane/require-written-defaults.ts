import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'

const DEFAULTS = [
  { name: 'kube-apiserver', flag: 'service-account-lookup', like: 'checkov:CKV_K8S_96' },
  { name: 'kubelet', flag: 'make-iptables-util-chains', like: 'checkov:CKV_K8S_145' },
]

export default defineRule({
  id: 'require-written-defaults',
  on: 'object',
  severity: 'info',
  category: 'security',
  summary: 'Settings that are right by default are written down all the same.',
  why: 'A default may change with the next release, and an audit reads what is written.',
  like: ['checkov:CKV_K8S_96', 'checkov:CKV_K8S_145', 'trivy:KCV-0038'],
  bad: [
    { 'program.yaml': examplePodOf('«kube-apiserver»', '--v=2') },
    { 'program.yaml': examplePodOf('«kube-controller-manager»', '--v=2') },
    { 'program.yaml': examplePodOf('«kubelet»', '--protect-kernel-defaults=true') },
  ],
  good: [
    { 'program.yaml': examplePodOf('kube-apiserver', '--service-account-lookup=true') },
    {
      'program.yaml': examplePodOf(
        'kube-controller-manager',
        '--feature-gates=RotateKubeletServerCertificate=true',
      ),
    },
    {
      'program.yaml': examplePodOf(
        'kubelet',
        '--protect-kernel-defaults=true',
        '--make-iptables-util-chains=true',
      ),
    },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kube-apiserver', 'kube-controller-manager', 'kubelet')) {
      for (const { name, flag, like } of DEFAULTS) {
        const isMeant = program.name === name && !program.isConfiguration
        if (!isMeant || !program.lacks(flag)) continue
        yield {
          at: program.place,
          message: `${program.title} is not told --${flag}; write it.`,
          like: [like],
        }
      }
      if (program.name !== 'kube-controller-manager' || !program.lacks('feature-gates')) continue
      yield {
        at: program.place,
        message: `${program.title} is not told --feature-gates=RotateKubeletServerCertificate=true; write it.`,
        like: ['trivy:KCV-0038'],
      }
    }
  },
})
