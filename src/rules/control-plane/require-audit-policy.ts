import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'
import { missingSettings } from './missing-settings.ts'

export default defineRule({
  id: 'require-audit-policy',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'The API server is told what to record.',
  why: 'Without a policy file nothing is written to the audit log.',
  like: ['kics:audit_policy_file_not_defined'],
  bad: [
    { 'program.yaml': examplePodOf('«kube-apiserver»', '--v=2') },
    { 'program.yaml': examplePodOf('kube-apiserver', '«--audit-policy-file=»') },
  ],
  good: [
    {
      'program.yaml': examplePodOf(
        'kube-apiserver',
        '--audit-policy-file=/etc/kubernetes/pki/audit-policy-file.pem',
      ),
    },
    //  What the file or the arguments of another place say is not known.
    { 'program.yaml': examplePodOf('kube-apiserver', '$(FLAGS)') },
    { 'program.yaml': examplePodOf('example-kube-apiserver', '--v=2') },
  ],

  check: missingSettings('kube-apiserver', ['audit-policy-file'], 'name the file of the audit policy'),
})
