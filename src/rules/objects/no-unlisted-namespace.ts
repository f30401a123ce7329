import { defineRule } from '../../engine/rule.ts'

const KINDS = new Set(
  'Pod Deployment DaemonSet StatefulSet ReplicaSet ReplicationController Job CronJob Service Secret ServiceAccount Role RoleBinding ConfigMap Ingress'.split(
    ' ',
  ),
)
const pod = (name: string, namespace: string) =>
  `---\napiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: ${namespace} }\n`

interface Options {
  readonly namespaces: readonly string[]
}

export default defineRule<'deployment', Options>({
  id: 'no-unlisted-namespace',
  on: 'deployment',
  severity: 'info',
  category: 'security',
  summary: 'Objects go to the namespaces that your rules list.',
  why: 'A namespace that nobody looks after has no quota, no policies, and roles that nobody remembers.',
  like: ['kics:ensure_administrative_boundaries_between_resources'],
  options: {
    type: 'object',
    properties: {
      namespaces: {
        description: 'The namespaces that somebody looks after.',
        type: 'array',
        items: { type: 'string' },
        default: [],
      },
    },
    additionalProperties: false,
  },
  bad: [
    { 'pods.yaml': pod('a', '«shop»') + pod('b', 'shop') + pod('c', '«blog»') },
    {
      'pods.yaml': pod('a', 'shop') + pod('c', '«blog»'),
      'plimsoll.yaml': 'rules:\n  no-unlisted-namespace:\n    options: { namespaces: [shop] }\n',
    },
  ],
  good: [
    { 'pods.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\n' },
    {
      'pods.yaml': pod('a', 'shop'),
      'plimsoll.yaml': 'rules:\n  no-unlisted-namespace:\n    options: { namespaces: [shop] }\n',
    },
  ],

  *check({ kubernetes }, { options }) {
    const seen = new Set(options.namespaces)
    for (const object of kubernetes.objects) {
      const namespace = object.text('metadata', 'namespace')
      if (!KINDS.has(object.kind) || !namespace || seen.has(namespace.value)) continue
      seen.add(namespace.value)
      yield {
        at: namespace.span,
        message: `${object.title} goes to ${namespace.value}, which your rules do not list; correct it, or list it.`,
      }
    }
  },
})
