import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'

export default defineRule({
  id: 'require-controller-credentials',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'Each controller asks the API server as an account of its own.',
  why: 'Otherwise all controllers share the rights of the controller manager, which may do nearly everything, and the audit log cannot tell them apart.',
  like: ['checkov:CKV_K8S_108', 'trivy:KCV-0035', 'kics:use_service_account_credentials_not_set_to_true'],
  bad: [
    { 'program.yaml': examplePodOf('kube-controller-manager', '«--use-service-account-credentials=false»') },
    { 'program.yaml': examplePodOf('«kube-controller-manager»', '--v=2') },
  ],
  good: [
    { 'program.yaml': examplePodOf('kube-controller-manager', '--use-service-account-credentials') },
    { 'program.yaml': examplePodOf('kube-controller-manager', '--use-service-account-credentials=true') },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kube-controller-manager')) {
      if (program.mayBeOn('use-service-account-credentials')) continue
      yield {
        at: program.placeOf('use-service-account-credentials'),
        message: `The controllers of ${program.title} share one account; give it --use-service-account-credentials=true.`,
      }
    }
  },
})
