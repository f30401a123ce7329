import type { Backend } from '../../deployment/kubernetes/services.ts'
import { defineRule } from '../../engine/rule.ts'

const service =
  '---\napiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec:\n  ports: [{ name: http, port: 80 }]\n'
const ingress = (backend: string, version = 'v1') =>
  `apiVersion: networking.k8s.io/${version}\nkind: Ingress\nmetadata:\n  name: shop\nspec:\n  rules:\n    - http:\n        paths:\n          - path: /\n            backend: ${backend}\n`

export default defineRule({
  id: 'require-ingress-service',
  on: 'object',
  severity: 'error',
  category: 'correctness',
  summary: 'Every backend of an Ingress or route is a Service that is there, and a port of it.',
  why: 'Requests for such a path get an error 503 from the proxy, though nothing was refused when it was applied.',
  like: ['kube-linter:dangling-ingress', 'kube-score:ingress-targets-service'],
  bad: [
    { 'shop.yaml': ingress('{ service: { name: «wbe», port: { number: 80 } } }') + service },
    { 'shop.yaml': ingress('{ service: { name: web, port: { number: «8080» } } }') + service },
    { 'shop.yaml': ingress('{ service: { name: web, port: { name: «https» } } }') + service },
    { 'shop.yaml': ingress('{ serviceName: «wbe», servicePort: 80 }', 'v1beta1') + service },
    // The current version reads other fields.
    { 'shop.yaml': ingress('{ serviceName: «web», servicePort: http }') + service },
    {
      'route.yaml':
        'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: shop }\nspec:\n  rules:\n    - backendRefs: [{ name: «wbe», port: 80 }]\n',
    },
  ],
  good: [
    { 'shop.yaml': ingress('{ service: { name: web, port: { number: 80 } } }') + service },
    { 'shop.yaml': ingress('{ service: { name: web, port: { name: http } } }') + service },
    { 'shop.yaml': ingress('{ serviceName: web, servicePort: 80 }', 'v1beta1') + service },
    { 'shop.yaml': ingress('{ resource: { kind: Bucket, name: assets } }') },
  ],

  *check(object) {
    const { cluster } = object
    if (!cluster.isWhole) return
    for (const backend of cluster.backendsOf(object)) {
      const { name, port, service: found } = backend
      const isUnread = isOldShape(backend)
      if (isUnread || !name || !found) {
        yield {
          at: name?.span ?? backend.field.place,
          message: isUnread
            ? `${object.title} names its Service in serviceName, which networking.k8s.io/v1 does not read; write service: { name: ${name?.value ?? '…'}, port: … }.`
            : `${object.title} passes requests on to ${name ? `the Service ${name.value}` : 'a Service without a name'}, which is in no file; add it, or correct the name.`,
          like: peersOf(backend),
        }
      } else if (port && !backend.servicePort) {
        yield {
          at: port.span,
          message: `${object.title} passes requests on to port ${port.value} of ${found.object.title}, which has no such port; take one of its ports.`,
          like: peersOf(backend),
        }
      }
    }
  },
})

function isOldShape({ object, field }: Backend): boolean {
  return object.kind === 'Ingress' && object.version === 'v1' && field.at('serviceName').isWritten
}

/** They read Ingresses; one of them those of the current version alone. */
function peersOf({ object }: Backend): readonly string[] {
  if (object.kind !== 'Ingress') return []
  const isCurrent = object.apiVersion?.value === 'networking.k8s.io/v1'
  return ['kube-score:ingress-targets-service', ...(isCurrent ? ['kube-linter:dangling-ingress'] : [])]
}
