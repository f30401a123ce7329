import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-tiller-service',
  on: 'object',
  severity: 'error',
  category: 'security',
  summary: 'No Service leads to Tiller, the server of Helm 2.',
  why: 'Tiller asks nobody who they are; by its Service every pod of the cluster can make it deploy what it likes.',
  like: ['checkov:CKV_K8S_44', 'kics:tiller_service_is_not_deleted'],
  bad: [
    {
      'tiller.yaml':
        'apiVersion: v1\nkind: Service\nmetadata:\n  name: «tiller-deploy»\nspec:\n  selector: { app: helm }\n',
    },
    {
      'helm.yaml':
        'apiVersion: v1\nkind: Service\nmetadata:\n  name: «helm»\nspec:\n  selector: { name: tiller }\n',
    },
  ],
  good: [
    {
      'web.yaml': 'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec:\n  selector: { app: web }\n',
    },
  ],

  *check(object) {
    if (!object.is('Service', '')) return
    const names = [object.name, ...object.labels.values(), ...object.map('spec', 'selector').values()]
    if (!names.some((name) => name?.value.toLowerCase().includes('tiller'))) return
    yield { at: object.place, message: `${object.title} opens Tiller to the cluster; remove it with Tiller.` }
  },
})
