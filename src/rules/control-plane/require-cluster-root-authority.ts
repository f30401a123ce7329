import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'
import { missingSettings } from './missing-settings.ts'

export default defineRule({
  id: 'require-cluster-root-authority',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'Pods are given the authority of the API server.',
  why: 'Without it a pod cannot check that it speaks to the real API server before it sends its token.',
  like: ['trivy:KCV-0037', 'kics:root_ca_file_not_defined'],
  bad: [
    { 'program.yaml': examplePodOf('«kube-controller-manager»', '--v=2') },
    { 'program.yaml': examplePodOf('kube-controller-manager', '«--root-ca-file=»') },
  ],
  good: [
    {
      'program.yaml': examplePodOf(
        'kube-controller-manager',
        '--root-ca-file=/etc/kubernetes/pki/root-ca-file.pem',
      ),
    },
    //  What the file or the arguments of another place say is not known.
    { 'program.yaml': examplePodOf('kube-controller-manager', '$(FLAGS)') },
    { 'program.yaml': examplePodOf('example-kube-controller-manager', '--v=2') },
  ],

  check: missingSettings(
    'kube-controller-manager',
    ['root-ca-file'],
    'name the authority that signs the certificate of the API server',
  ),
})
