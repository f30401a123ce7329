import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'

const LIKE: Readonly<Record<string, readonly string[]>> = {
  ServiceAccount: ['trivy:KCV-0014', 'kics:service_account_admission_control_plugin_disabled'],
  NamespaceLifecycle: ['trivy:KCV-0015', 'kics:namespace_lifecycle_admission_control_plugin_disabled'],
}

export default defineRule({
  id: 'no-disabled-admission-plugin',
  on: 'object',
  severity: 'error',
  category: 'security',
  summary: 'The plugins that guard namespaces and service accounts stay on.',
  why: 'Without NamespaceLifecycle objects are made in namespaces that are being deleted; without ServiceAccount pods run with accounts that nobody checked.',
  like: [
    'trivy:KCV-0014',
    'trivy:KCV-0015',
    'kics:service_account_admission_control_plugin_disabled',
    'kics:namespace_lifecycle_admission_control_plugin_disabled',
  ],
  bad: [
    {
      'program.yaml': examplePodOf(
        'kube-apiserver',
        '«--disable-admission-plugins=DefaultStorageClass,ServiceAccount»',
      ),
    },
    { 'program.yaml': examplePodOf('kube-apiserver', '«--disable-admission-plugins=NamespaceLifecycle»') },
  ],
  good: [
    { 'program.yaml': examplePodOf('kube-apiserver', '--disable-admission-plugins=DefaultStorageClass') },
    { 'program.yaml': examplePodOf('kube-apiserver') },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kube-apiserver')) {
      const disabled = program.list('disable-admission-plugins')
      for (const [plugin, like] of Object.entries(LIKE)) {
        if (!disabled.includes(plugin)) continue
        yield {
          at: program.placeOf('disable-admission-plugins'),
          message: `${program.title} has ${plugin} switched off; remove it from --disable-admission-plugins.`,
          like,
        }
      }
    }
  },
})
