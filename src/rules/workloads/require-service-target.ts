import { defineRule } from '../../engine/rule.ts'

const service = (selector: string, more = '') =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n${more}spec:\n  ports: [{ port: 80 }]\n${selector}`
const deployment = (labels: string, more = '') =>
  `---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n${more}spec:\n  template:\n    metadata:\n      labels: ${labels}\n    spec:\n      containers: [{ name: app, image: acme/web:2 }]\n`

export default defineRule({
  id: 'require-service-target',
  on: 'object',
  severity: 'error',
  category: 'correctness',
  summary: 'The selector of a Service takes the pods of some workload.',
  why: 'A Service without pods answers nothing: every request to its name fails, though each object by itself was accepted.',
  like: [
    'kube-linter:dangling-service',
    'kube-score:service-targets-pod',
    'kics:service_does_not_target_pod',
  ],
  bad: [
    { 'web.yaml': service('  «selector»:\n    app: wbe\n') + deployment('{ app: web }') },
    // All of the labels have to be there, in the same namespace.
    { 'web.yaml': service('  «selector»: { app: web, tier: front }\n') + deployment('{ app: web }') },
    {
      'web.yaml': service('  «selector»: { app: web }\n') + deployment('{ app: web }', '  namespace: shop\n'),
    },
    { 'service.yaml': service('  «selector»: {}\n'), 'deployment.yaml': deployment('{ app: web }') },
  ],
  good: [
    { 'web.yaml': service('  selector: { app: web }\n') + deployment('{ app: web, tier: front }') },
    {
      'service.yaml': service('  selector: { app: web }\n', '  namespace: shop\n'),
      'deployment.yaml': deployment('{ app: web }', '  namespace: shop\n'),
    },
    // Somebody else writes its endpoints, or it is only another name.
    { 'web.yaml': service('') },
    {
      'web.yaml': service(
        '  type: ExternalName\n  externalName: web.example.com\n  selector: { app: web }\n',
      ),
    },
  ],

  *check(object) {
    if (!object.cluster.isWhole || !object.is('Service', '')) return
    const service = object.cluster.service(object.namespace, object.name?.value ?? '')
    if (!service?.selector.isSet || service.type === 'ExternalName' || service.workloads.length > 0) return
    const labels = service.selector.requirements.map(({ key, values }) => `${key}: ${values[0]}`).join(', ')
    const place = object.namespace === '' ? '' : ` of namespace ${object.namespace}`
    yield {
      at: service.selector.field.place,
      message: `No workload${place} has pods for ${object.title} (${labels || 'an empty selector'}); write the labels of its pod template.`,
    }
  },
})
