import type { KubernetesObject } from '../../deployment/kubernetes/object.ts'
import { readSelector } from '../../deployment/kubernetes/selectors.ts'
import { defineRule } from '../../engine/rule.ts'

const service =
  '---\napiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop, labels: { app: web } }\nspec: { ports: [{ port: 80 }] }\n'
const monitor = (spec: string) =>
  `apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata:\n  name: web\n«spec»:\n${spec}`
const quiet = (text: string) => text.replace(/[«»]/g, '')

export default defineRule({
  id: 'require-monitored-service',
  on: 'object',
  severity: 'warning',
  category: 'correctness',
  summary: 'Every ServiceMonitor takes some Service.',
  why: 'One that takes none collects nothing, and alarms on metrics that are not there never ring.',
  like: ['kube-linter:dangling-servicemonitor'],
  bad: [
    {
      'monitor.yaml':
        quiet(monitor('  selector: { matchLabels: { app: wbe } }\n')).replace('selector', '«selector»') +
        service,
    },
    { 'monitor.yaml': monitor('  endpoints: []\n') + service },
    {
      'monitor.yaml':
        quiet(
          monitor('  selector: { matchLabels: { app: web } }\n  namespaceSelector: { matchNames: [bar] }\n'),
        ).replace('selector', '«selector»') + service,
    },
  ],
  good: [
    { 'monitor.yaml': quiet(monitor('  selector: { matchLabels: { app: web } }\n')) + service },
    { 'monitor.yaml': quiet(monitor('  namespaceSelector: { matchNames: [shop] }\n')) + service },
    {
      'monitor.yaml':
        quiet(monitor('  selector: { matchLabels: { app: web } }\n  namespaceSelector: { any: true }\n')) +
        service,
    },
  ],

  *check(object) {
    const { cluster } = object
    if (object.kind !== 'ServiceMonitor' || !cluster.isWhole) return
    const field = object.at('spec', 'selector')
    const selector = readSelector(field)
    const namespaces = object.at('spec', 'namespaceSelector')
    const names = namespaces.texts('matchNames').map(({ value }) => value)
    const isOfNamespace = ({ namespace }: KubernetesObject) =>
      names.length === 0 || namespaces.isTrue('any') || names.includes(namespace)
    const isAsked = !selector.isEmpty || names.length > 0 || namespaces.isTrue('any')
    const takesSome = cluster.services.some(
      ({ object: service }) => isOfNamespace(service) && selector.matches(service.labels),
    )
    if (isAsked && takesSome) return
    yield {
      at: field.place,
      message: isAsked
        ? `No Service has the labels and namespace that ${object.title} looks for; write the labels of the Service itself, not of its pods.`
        : `${object.title} does not say which Services it is for; write selector.matchLabels.`,
    }
  },
})
