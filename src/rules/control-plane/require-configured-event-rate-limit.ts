import { defineRule } from '../../engine/rule.ts'

const admission = (plugins: string, key = 'plugins') =>
  `apiVersion: apiserver.config.k8s.io/v1\nkind: AdmissionConfiguration\n${key}:\n${plugins}`

export default defineRule({
  id: 'require-configured-event-rate-limit',
  on: 'object',
  severity: 'info',
  category: 'reliability',
  summary: 'The configuration of admission limits the rate of events.',
  why: 'One broken controller that writes events without end fills etcd and starves everybody else.',
  like: ['checkov:CKV_K8S_78'],
  bad: [
    { 'program.yaml': admission('  - name: ImagePolicyWebhook\n', '«plugins»') },
    { 'program.yaml': admission('  - name: NodeRestriction\n  - name: PodSecurity\n', '«plugins»') },
  ],
  good: [
    { 'program.yaml': admission('  - name: EventRateLimit\n    path: limits.yaml\n') },
    { 'program.yaml': admission('  - name: EventRateLimit\n').replace('AdmissionConfiguration', 'Other') },
  ],

  *check(object) {
    if (!object.is('AdmissionConfiguration')) return
    if (object.list('plugins').some((plugin) => plugin.text('name')?.value === 'EventRateLimit')) return
    yield {
      at: object.at('plugins').place,
      message: `${object.title} configures no EventRateLimit; add the plugin with a limit per server, namespace or user.`,
    }
  },
})
