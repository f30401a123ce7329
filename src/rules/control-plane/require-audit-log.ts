import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'
import { missingSettings } from './missing-settings.ts'

export default defineRule({
  id: 'require-audit-log',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'The API server writes an audit log.',
  why: 'Without it nobody can tell after a break-in who did what, or that there was one.',
  like: ['checkov:CKV_K8S_91', 'trivy:KCV-0019', 'kics:audit_log_path_not_set'],
  bad: [
    { 'program.yaml': examplePodOf('«kube-apiserver»', '--v=2') },
    { 'program.yaml': examplePodOf('kube-apiserver', '«--audit-log-path=»') },
  ],
  good: [
    {
      'program.yaml': examplePodOf(
        'kube-apiserver',
        '--audit-log-path=/etc/kubernetes/pki/audit-log-path.pem',
      ),
    },
    //  What the file or the arguments of another place say is not known.
    { 'program.yaml': examplePodOf('kube-apiserver', '$(FLAGS)') },
    { 'program.yaml': examplePodOf('example-kube-apiserver', '--v=2') },
  ],

  check: missingSettings('kube-apiserver', ['audit-log-path'], 'name the file, or - for its output'),
})
