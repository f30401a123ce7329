import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'

const PEM = /\.pem$/

const FILES: readonly {
  readonly names: readonly string[]
  readonly flag: string
  readonly ending: RegExp
  readonly like: readonly string[]
}[] = [
  { names: ['kube-apiserver'], flag: 'service-account-key-file', ending: PEM, like: ['checkov:CKV_K8S_97'] },
  {
    names: ['kube-controller-manager'],
    flag: 'service-account-private-key-file',
    ending: PEM,
    like: ['checkov:CKV_K8S_110'],
  },
  { names: ['kube-controller-manager'], flag: 'root-ca-file', ending: PEM, like: ['checkov:CKV_K8S_111'] },
  {
    names: ['kube-apiserver', 'kubelet'],
    flag: 'client-ca-file',
    ending: /\.(?:pem|crt)$/,
    like: ['kics:client_certificate_authentication_not_setup_properly'],
  },
]

export default defineRule({
  id: 'require-pem-file',
  on: 'object',
  severity: 'info',
  category: 'style',
  summary: 'Certificates and keys of the programs are files that end in `.pem`.',
  why: 'A tool that goes by the ending of a file takes no other one for a certificate.',
  like: [
    'checkov:CKV_K8S_97',
    'checkov:CKV_K8S_110',
    'checkov:CKV_K8S_111',
    'kics:client_certificate_authentication_not_setup_properly',
  ],
  bad: [
    { 'program.yaml': examplePodOf('kube-apiserver', '«--service-account-key-file=/pki/sa.txt»') },
    {
      'program.yaml': examplePodOf(
        'kube-controller-manager',
        '«--root-ca-file=/pki/ca.txt»',
        '«--service-account-private-key-file=/pki/sa.key»',
      ),
    },
    { 'program.yaml': examplePodOf('kubelet', '«--client-ca-file=/pki/ca.txt»') },
  ],
  good: [
    {
      'program.yaml': examplePodOf(
        'kube-apiserver',
        '--service-account-key-file=/pki/sa.pem',
        '--client-ca-file=/pki/ca.crt',
      ),
    },
    { 'program.yaml': examplePodOf('kube-controller-manager', '--root-ca-file=/pki/ca.pem') },
    { 'program.yaml': examplePodOf('kube-apiserver') },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kube-apiserver', 'kube-controller-manager', 'kubelet')) {
      for (const { names, flag, ending, like } of FILES) {
        const file = program.setting(flag)
        if (!file?.value || !names.includes(program.name) || ending.test(file.value)) continue
        yield {
          at: file.span,
          message: `The file that ${program.title} takes for ${program.spelling(flag)} does not end in .pem; name it so.`,
          like,
        }
      }
    }
  },
})
