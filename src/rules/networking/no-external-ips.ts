import { removalOf } from '../../deployment/kubernetes/edits.ts'
import { defineRule } from '../../engine/rule.ts'

const service = (more: string) =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports: [{ port: 80 }]\n${more}`

export default defineRule({
  id: 'no-external-ips',
  on: 'object',
  severity: 'error',
  category: 'security',
  summary: 'No Service claims addresses from outside by externalIPs.',
  why: 'Nodes send all traffic of the cluster to such an address to this Service, whosever the address is (CVE-2020-8554, which has no fix).',
  like: ['trivy:KSV-0108'],
  bad: [
    { 'web.yaml': service('  «externalIPs»:\n    - 203.0.113.7\n') },
    { 'web.yaml': service('  «externalIPs»: [203.0.113.7, 203.0.113.8]\n') },
  ],
  good: [{ 'web.yaml': service('') }, { 'web.yaml': service('  externalIPs: []\n') }],

  *check(object) {
    const field = object.at('spec', 'externalIPs')
    if (!object.is('Service', '') || field.list().length === 0) return
    const edit = removalOf(field)
    yield {
      at: field.place,
      message: `${object.title} claims ${field.texts()[0]?.value ?? 'addresses'} from outside; remove externalIPs and take a load balancer.`,
      ...(edit && { fix: { title: 'Remove externalIPs', safe: false, edits: [edit] } }),
    }
  },
})
