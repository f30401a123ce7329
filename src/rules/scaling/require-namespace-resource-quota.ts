import { defineRule } from '../../engine/rule.ts'
import { isNamespaceWith, takesResources } from './namespace-policies.ts'

const pod = (namespace: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: ${namespace}\nspec:\n  containers: [{ name: app, image: acme/web:2 }]\n`
const resourceQuota = (namespace: string) =>
  `---\napiVersion: v1\nkind: ResourceQuota\nmetadata:\n  name: usual\n  namespace: ${namespace}\n`

export default defineRule({
  id: 'require-namespace-resource-quota',
  on: 'object',
  severity: 'info',
  category: 'reliability',
  summary: 'The namespace of a workload has a ResourceQuota.',
  why: 'A namespace without one may take all nodes of the cluster for itself.',
  like: ['kics:pod_or_container_without_resource_quota'],
  bad: [{ 'pod.yaml': pod('«shop»') }, { 'pod.yaml': pod('«shop»') + resourceQuota('bank') }],
  good: [{ 'pod.yaml': pod('shop') + resourceQuota('shop') }],

  *check(object) {
    if (!object.cluster.isWhole || !takesResources(object)) return
    if (isNamespaceWith('ResourceQuota', object)) return
    const namespace = object.at('metadata', 'namespace')
    yield {
      at: namespace.isSet ? namespace.place : object.place,
      message: `The namespace of ${object.title} has no ResourceQuota; write one with a limit of what it may take as a whole.`,
    }
  },
})
