import { additionTo } from '../../deployment/kubernetes/edits.ts'
import { defineRule } from '../../engine/rule.ts'
import { exampleWorkload } from './example-workload.ts'
import { strategyOf } from './update-strategy.ts'

export default defineRule({
  id: 'require-written-strategy',
  on: 'workload',
  severity: 'info',
  category: 'style',
  summary: 'A workload says how its pods are replaced.',
  why: 'A rolling update is the default, but who reads the manifest has to know that.',
  like: ['kube-linter:no-rolling-update-strategy'],
  bad: [
    { 'web.yaml': exampleWorkload().replace('spec', '«spec»') },
    { 'web.yaml': exampleWorkload({ kind: 'StatefulSet' }).replace('spec', '«spec»') },
  ],
  good: [
    { 'web.yaml': exampleWorkload({ spec: '  strategy: { type: Recreate }\n' }) },
    { 'pod.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [] }\n' },
  ],

  *check(workload) {
    const type = strategyOf(workload)
    if (!type || type.isSet) return
    const isOpenShift = workload.kind === 'DeploymentConfig'
    const value = isOpenShift ? 'Rolling' : 'RollingUpdate'
    const edit =
      type.parent?.isWritten === true || workload.object.at('spec').isMapping
        ? additionTo(type.parent!, 'type', value)
        : undefined
    yield {
      at: type.place,
      message: `${workload.title} does not say how its pods are replaced; write ${type.parent?.step}.type: ${value}.`,
      ...(edit && { fix: { title: `Set the type to ${value}`, safe: true, edits: [edit] } }),
    }
  },
})
