import { defineRule } from '../../engine/rule.ts'

const service = (type: string) =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  type: ${type}\n  selector: { app: web }\n  ports: [{ port: 80 }]\n`

export default defineRule({
  id: 'no-node-port-service',
  on: 'object',
  severity: 'info',
  category: 'security',
  summary: 'No Service opens a port on every node.',
  why: 'A node port is open on all addresses of all nodes, past the Ingress with its TLS, its rules and its logs.',
  like: ['kube-linter:exposed-services', 'kube-score:service-type', 'kics:service_type_is_nodeport'],
  bad: [{ 'web.yaml': service('«NodePort»') }, { 'web.yaml': service('«"NodePort"»') }],
  good: [{ 'web.yaml': service('ClusterIP') }, { 'web.yaml': service('LoadBalancer') }],

  *check(object) {
    const type = object.text('spec', 'type')
    if (!object.is('Service', '') || type?.value !== 'NodePort') return
    yield {
      at: type.span,
      message: `${object.title} opens a port on every node; make it a ClusterIP behind an Ingress or a load balancer.`,
    }
  },
})
