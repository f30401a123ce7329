import { mistakenKind } from '../../deployment/kubernetes/api-advice.ts'
import { nearest } from '../../engine/nearest-name.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-unknown-kind',
  on: 'object',
  severity: 'error',
  category: 'schema',
  summary: "An object that claims to be of Kubernetes' own API is of a kind that its apiVersion has.",
  why: 'The API server has nothing to make of it and refuses it: "no matches for kind".',
  bad: [
    { 'web.yaml': 'apiVersion: «v1»\nkind: Deployment\nmetadata: { name: web }\n' },
    { 'web.yaml': 'apiVersion: apps/v1\nkind: «Deploymnt»\nmetadata: { name: web }\n' },
    { 'web.yaml': 'apiVersion: «networking/v1»\nkind: Ingress\nmetadata: { name: web }\n' },
  ],
  good: [
    { 'web.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\n' },
    { 'db.yaml': 'apiVersion: example.com/v1\nkind: Backup\nmetadata: { name: db }\n' },
    // Files of kubectl and kustomize are no objects of the API.
    { 'config.yaml': 'apiVersion: v1\nkind: Config\ncontexts: []\n' },
    {
      'kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n',
    },
    { 'ingress.yaml': 'apiVersion: networking.k8s.io/v1beta1\nkind: Ingress\nmetadata: { name: web }\n' },
    { 'route.yaml': 'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: web }\n' },
  ],

  *check(object, { project }) {
    const mistake = mistakenKind(object, project.apis)
    if (!mistake) return
    const { apiVersion, kind, elsewhere, kinds } = mistake
    const here = `Kubernetes 1.${project.apis.minor} has no kind ${kind.value} in ${apiVersion.value}`
    const [version] = elsewhere
    if (version !== undefined) {
      const fix = {
        title: `Write ${version}`,
        safe: false,
        edits: [{ span: apiVersion.span, text: version }],
      }
      yield { at: apiVersion.span, message: `${here}: write \`apiVersion: ${version}\`.`, fix }
      return
    }
    const meant = nearest(kind.value, kinds)
    const hint = meant === undefined ? 'check both.' : `did you mean ${meant}?`
    yield { at: kind.span, message: `${here}: ${hint}` }
  },
})
