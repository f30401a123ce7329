import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'

export default defineRule({
  id: 'no-always-admit-plugin',
  on: 'object',
  severity: 'error',
  category: 'security',
  summary: 'The API server does not admit every request.',
  why: 'The plugin AlwaysAdmit lets everything through that the others would refuse.',
  like: ['checkov:CKV_K8S_79', 'trivy:KCV-0011', 'kics:always_admit_admission_control_plugin_set'],
  bad: [
    {
      'program.yaml': examplePodOf(
        'kube-apiserver',
        '«--enable-admission-plugins=NodeRestriction,AlwaysAdmit»',
      ),
    },
  ],
  good: [
    { 'program.yaml': examplePodOf('kube-apiserver', '--enable-admission-plugins=NodeRestriction') },
    { 'program.yaml': examplePodOf('kube-apiserver', '--disable-admission-plugins=AlwaysAdmit') },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kube-apiserver')) {
      if (!program.list('enable-admission-plugins').includes('AlwaysAdmit')) continue
      yield {
        at: program.placeOf('enable-admission-plugins'),
        message: `${program.title} admits every request; remove AlwaysAdmit from --enable-admission-plugins.`,
      }
    }
  },
})
