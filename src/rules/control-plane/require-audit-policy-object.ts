import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'

export default defineRule({
  id: 'require-audit-policy-object',
  on: 'object',
  severity: 'info',
  category: 'security',
  summary: 'The audit policy of the API server is kept with its manifest.',
  why: 'A policy that lies only on the node is reviewed by nobody.',
  like: ['kics:audit_policy_file_not_defined'],
  bad: [
    { 'program.yaml': examplePodOf('kube-apiserver', '«--audit-policy-file=/etc/kubernetes/audit.yaml»') },
  ],
  good: [
    { 'program.yaml': examplePodOf('kube-apiserver') },
    {
      'program.yaml': `${examplePodOf('kube-apiserver', '--audit-policy-file=/etc/kubernetes/audit.yaml')}---\napiVersion: audit.k8s.io/v1\nkind: Policy\nrules: []\n`,
    },
  ],

  *check(object) {
    if (!object.cluster.isWhole) return
    for (const program of programsOf(object, 'kube-apiserver')) {
      const file = program.setting('audit-policy-file')
      if (!file || object.cluster.objects.some((other) => other.is('Policy', 'audit.k8s.io'))) continue
      yield {
        at: file.span,
        message: `The audit policy of ${program.title} is not among these files; keep it beside the manifest.`,
      }
    }
  },
})
