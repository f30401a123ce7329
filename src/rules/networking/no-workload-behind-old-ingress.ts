import { defineRule } from '../../engine/rule.ts'

const ingress = (port: string, annotations = '  annotations: { kubernetes.io/ingress.class: nginx }\n') =>
  `apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata:\n  name: shop\n${annotations}spec:\n  rules:\n    - http:\n        paths:\n          - backend: { serviceName: web, servicePort: ${port} }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec:\n  ports: [{ port: 3000, targetPort: 3000 }]\n`

export default defineRule({
  id: 'no-workload-behind-old-ingress',
  on: 'object',
  severity: 'info',
  category: 'security',
  summary: 'No Ingress that is given to a controller by an annotation leads to a port of a workload.',
  why: 'Every workload behind a controller is open to whom the controller is; each should be meant to be.',
  like: ['kics:ingress_controller_exposes_workload'],
  bad: [
    { 'shop.yaml': ingress('«3000»') },
    { 'shop.yaml': ingress('«3000»').replace('extensions/v1beta1', 'networking.k8s.io/v1beta1') },
  ],
  good: [{ 'shop.yaml': ingress('3001') }, { 'shop.yaml': ingress('3000', '') }],

  *check(object) {
    if (object.kind !== 'Ingress' || !object.annotations.has('kubernetes.io/ingress.class')) return
    for (const { field, service, port } of object.cluster.backendsOf(object)) {
      if (!field.at('serviceName').isSet || !service || !port) continue
      if (!service.ports.some(({ targetPort }) => targetPort?.value === port.value)) continue
      yield {
        at: port.span,
        message: `${object.title} opens port ${port.value} of ${service.object.title} to whom its controller is open; be sure that is meant.`,
      }
    }
  },
})
