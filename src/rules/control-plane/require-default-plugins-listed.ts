import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePodOf } from './example-program.ts'

const LIKE: Readonly<Record<string, readonly string[]>> = {
  ServiceAccount: ['checkov:CKV_K8S_82'],
  NamespaceLifecycle: ['checkov:CKV_K8S_83'],
}

export default defineRule({
  id: 'require-default-plugins-listed',
  on: 'object',
  severity: 'info',
  category: 'security',
  summary: 'A list of enabled plugins names those too that are on by default.',
  why: 'The old flag for admission replaced the defaults; who reads the list may take it for the whole.',
  like: ['checkov:CKV_K8S_82', 'checkov:CKV_K8S_83'],
  bad: [
    {
      'program.yaml': examplePodOf(
        'kube-apiserver',
        '«--enable-admission-plugins=NodeRestriction,ServiceAccount»',
      ),
    },
  ],
  good: [
    { 'program.yaml': examplePodOf('kube-apiserver') },
    {
      'program.yaml': examplePodOf(
        'kube-apiserver',
        '--enable-admission-plugins=NamespaceLifecycle,ServiceAccount',
      ),
    },
  ],

  *check(object) {
    for (const program of programsOf(object, 'kube-apiserver')) {
      const list = program.setting('enable-admission-plugins')
      if (!list) continue
      for (const [plugin, like] of Object.entries(LIKE)) {
        if (program.list('enable-admission-plugins').includes(plugin)) continue
        yield {
          at: list.span,
          message: `The plugins that ${program.title} enables leave out ${plugin}; add it.`,
          like,
        }
      }
    }
  },
})
