import { defineRule } from '../../engine/rule.ts'

const network = (type: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: cni }\ndata:\n  «cni-conf.json»: |\n    { "name": "cbr0", "plugins": [{ "type": "${type}" }, { "type": "portmap" }] }\n`

export default defineRule({
  id: 'require-policy-capable-network',
  on: 'object',
  severity: 'warning',
  category: 'security',
  summary: 'The network plugin of the cluster enforces network policies.',
  why: 'Flannel accepts policies and enforces none: they stand there, and everything talks to everything.',
  like: ['kics:cni_plugin_does_not_support_network_policies'],
  bad: [
    { 'cni.yaml': network('flannel') },
    { 'cni.yaml': network('flannel').replace('metadata: { name: cni }', 'metadata:\n  name: flannel') },
  ],
  good: [
    { 'cni.yaml': network('calico').replace(/[«»]/g, '') },
    { 'cni.yaml': network('flannel').replace(/[«»]/g, '').replace('cni-conf', 'other') },
  ],

  *check(object) {
    if (!object.is('ConfigMap', '')) return
    const field = object.at('data', 'cni-conf.json')
    if (!field.key || !/"type"\s*:\s*"flannel"/.test(field.text()?.value ?? '')) return
    yield {
      at: field.key.span,
      message: `${object.title} sets up flannel, which enforces no network policy; take a plugin that does, such as Calico or Cilium.`,
    }
  },
})
