import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'

export default defineRule({
  id: 'require-pod-restriction-plugin',
  on: 'object',
  severity: 'info',
  category: 'security',
  summary: 'Up to Kubernetes 1.24 the API server enables PodSecurityPolicy or SecurityContextDeny.',
  why: 'In these releases nothing else of Kubernetes kept a pod from running privileged. Later ones have PodSecurity, which is on by default.',
  like: [
    'checkov:CKV_K8S_81',
    'checkov:CKV_K8S_84',
    'trivy:KCV-0013',
    'kics:pod_security_policy_admission_control_plugin_not_set',
    'kics:security_context_deny_admission_control_plugin_not_set',
  ],
  bad: [
    { 'program.yaml': examplePodOf('kube-apiserver', '«--enable-admission-plugins=NodeRestriction»') },
    { 'program.yaml': examplePodOf('«kube-apiserver»', '--v=2') },
  ],
  good: [
    {
      'program.yaml': examplePodOf(
        'kube-apiserver',
        '--enable-admission-plugins=NodeRestriction,PodSecurityPolicy',
      ),
    },
    { 'program.yaml': examplePodOf('kube-apiserver', '$(FLAGS)') },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kube-apiserver')) {
      const list = program.setting('enable-admission-plugins')
      const plugins = program.list('enable-admission-plugins')
      if (plugins.includes('PodSecurityPolicy') || (!list && !program.lacks('enable-admission-plugins')))
        continue
      const like = ['kics:pod_security_policy_admission_control_plugin_not_set']
      if (list) like.push('checkov:CKV_K8S_84')
      if (!plugins.includes('SecurityContextDeny')) {
        like.push('kics:security_context_deny_admission_control_plugin_not_set')
        if (list) like.push('checkov:CKV_K8S_81', 'trivy:KCV-0013')
      }
      yield {
        at: program.placeOf('enable-admission-plugins'),
        message: `${program.title} does not enable PodSecurityPolicy; add it, or from 1.25 on turn this rule off.`,
        like,
      }
    }
  },
})
