import { defineRule } from '../../engine/rule.ts'
import { isNamespaceWith, takesResources } from './namespace-policies.ts'

const pod = (namespace: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: ${namespace}\nspec:\n  containers: [{ name: app, image: acme/web:2 }]\n`
const limitRange = (namespace: string) =>
  `---\napiVersion: v1\nkind: LimitRange\nmetadata:\n  name: usual\n  namespace: ${namespace}\n`

export default defineRule({
  id: 'require-namespace-limit-range',
  on: 'object',
  severity: 'info',
  category: 'reliability',
  summary: 'The namespace of a workload has a LimitRange.',
  why: 'In a namespace without one a container that names no limits has none, and one may ask for a whole node.',
  like: ['kics:pod_or_container_without_limit_range'],
  bad: [{ 'pod.yaml': pod('«shop»') }, { 'pod.yaml': pod('«shop»') + limitRange('bank') }],
  good: [{ 'pod.yaml': pod('shop') + limitRange('shop') }],

  *check(object) {
    if (!object.cluster.isWhole || !takesResources(object)) return
    if (isNamespaceWith('LimitRange', object)) return
    const namespace = object.at('metadata', 'namespace')
    yield {
      at: namespace.isSet ? namespace.place : object.place,
      message: `The namespace of ${object.title} has no LimitRange; write one with defaults and bounds.`,
    }
  },
})
