import { removalOf } from '../../deployment/kubernetes/edits.ts'
import { defineRule } from '../../engine/rule.ts'

const ingress = (annotation: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: shop\n  annotations:\n    kubernetes.io/ingress.class: nginx\n    ${annotation}\n`

export default defineRule({
  id: 'no-ingress-snippet',
  on: 'object',
  severity: 'error',
  category: 'security',
  summary: 'No Ingress puts lines of its own into the configuration of nginx.',
  why: 'The lines run in the controller, whose service account reads every Secret of the cluster: who may write an Ingress may read them (CVE-2021-25742).',
  like: ['checkov:CKV_K8S_152', 'checkov:CKV_K8S_153', 'checkov:CKV_K8S_154'],
  bad: [
    {
      'shop.yaml': ingress(
        '«nginx.ingress.kubernetes.io/server-snippet»: |\n      location / { return 200; }',
      ),
    },
    {
      'shop.yaml': ingress(
        '«nginx.ingress.kubernetes.io/configuration-snippet»: access_by_lua_block { ngx.exit(403) }',
      ),
    },
  ],
  good: [
    { 'shop.yaml': ingress('nginx.ingress.kubernetes.io/rewrite-target: /$2') },
    {
      'map.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, annotations: { server-snippet: x } }\n',
    },
  ],

  *check(object) {
    if (object.kind !== 'Ingress') return
    for (const field of object.entries('metadata', 'annotations')) {
      const { key } = field
      if (!key?.value.includes('snippet')) continue
      const lines = field.text()?.value ?? ''
      const edit = removalOf(field)
      yield {
        at: key.span,
        message: `${object.title} writes into the configuration of nginx by ${key.value}; use the annotation made for the purpose, or the settings of the controller.`,
        like: [
          'checkov:CKV_K8S_153',
          ...(/\blua_|_lua\b|_lua_|\bkubernetes\.io\b/.test(lines) ? ['checkov:CKV_K8S_152'] : []),
          ...(lines.includes('alias') ? ['checkov:CKV_K8S_154'] : []),
        ],
        ...(edit && { fix: { title: 'Remove the annotation', safe: false, edits: [edit] } }),
      }
    }
  },
})
