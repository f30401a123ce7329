import type { KubernetesObject } from '../../deployment/kubernetes/object.ts'
import { defineRule } from '../../engine/rule.ts'

const service = (annotations: string, type: string) =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n${annotations}spec:\n  type: ${type}\n  ports: [{ port: 80 }]\n`

/** Annotations by which clouds make a load balancer one of the own network. */
const INTERNAL: readonly (readonly [string, RegExp])[] = [
  ['networking.gke.io/load-balancer-type', /^internal$/i],
  ['cloud.google.com/load-balancer-type', /^internal$/i],
  ['service.beta.kubernetes.io/aws-load-balancer-internal', /^(?:true|0\.0\.0\.0\/0)$/],
  ['service.beta.kubernetes.io/aws-load-balancer-scheme', /^internal$/],
  ['service.beta.kubernetes.io/azure-load-balancer-internal', /^true$/],
]

interface Options {
  readonly acceptInternal: boolean
}

export default defineRule<'object', Options>({
  id: 'no-external-load-balancer',
  on: 'object',
  severity: 'info',
  category: 'security',
  summary: 'No Service but that of the Ingress has a load balancer of its own.',
  why: 'Each is an open address of the internet, and each has to have TLS, limits and logs of its own.',
  like: ['kube-linter:exposed-services', 'kics:service_with_external_load_balancer'],
  options: {
    type: 'object',
    properties: {
      acceptInternal: {
        description: 'Accept load balancers that an annotation keeps inside the own network.',
        type: 'boolean',
        default: false,
      },
    },
    additionalProperties: false,
  },
  bad: [
    { 'web.yaml': service('', '«LoadBalancer»') },
    {
      'web.yaml': service(
        '  annotations: { networking.gke.io/load-balancer-type: External }\n',
        '«LoadBalancer»',
      ),
    },
  ],
  good: [
    { 'web.yaml': service('', 'ClusterIP') },
    {
      'web.yaml': service(
        '  annotations: { networking.gke.io/load-balancer-type: Internal }\n',
        'LoadBalancer',
      ),
      'plimsoll.yaml': 'rules:\n  no-external-load-balancer:\n    options: { acceptInternal: true }\n',
    },
  ],

  *check(object, { options }) {
    const type = object.text('spec', 'type')
    if (!object.is('Service', '') || type?.value !== 'LoadBalancer') return
    const isInside = isInternal(object)
    if (isInside && options.acceptInternal) return
    yield {
      at: type.span,
      message: `${object.title} has a load balancer of its own; put it behind the Ingress, or keep the load balancer internal by the annotation of the cloud.`,
      like: isInside
        ? ['kube-linter:exposed-services']
        : ['kube-linter:exposed-services', 'kics:service_with_external_load_balancer'],
    }
  },
})

function isInternal({ annotations }: KubernetesObject): boolean {
  return INTERNAL.some(([key, internal]) => internal.test(annotations.get(key)?.value ?? ''))
}
