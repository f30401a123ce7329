import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

const pod = (spec: string) => examplePod({ spec })

export default defineRule<'workload', { readonly name: string; readonly value: string }>({
  id: 'require-dns-option',
  on: 'workload',
  severity: 'info',
  category: 'performance',
  summary: 'Pods have the DNS option that the policy names.',
  why: 'By default a name with fewer than five dots is first looked for in every search domain: each look-up of an outside host asks the DNS of the cluster several times.',
  like: ['kube-linter:dnsconfig-options'],
  options: {
    type: 'object',
    properties: {
      name: { description: 'The name of the option.', type: 'string', default: 'ndots' },
      value: { description: 'Its value.', type: 'string', default: '2' },
    },
    additionalProperties: false,
  },
  bad: [
    { 'pod.yaml': examplePod().replace('spec', '«spec»') },
    { 'pod.yaml': pod('  dnsConfig: { «options»: [{ name: ndots, value: "5" }] }\n') },
  ],
  good: [
    { 'pod.yaml': pod('  dnsConfig: { options: [{ name: ndots, value: "2" }] }\n') },
    {
      'pod.yaml': pod('  dnsConfig: { options: [{ name: single-request-reopen, value: "" }] }\n'),
      'plimsoll.yaml':
        'rules:\n  require-dns-option: { severity: info, options: { name: single-request-reopen, value: "" } }\n',
    },
  ],

  *check({ title, podSpec }, { options: { name, value } }) {
    if (!podSpec.isMapping) return
    const options = podSpec.at('dnsConfig', 'options')
    const isThere = options
      .list()
      .some((each) => each.text('name')?.value === name && (each.text('value')?.value ?? '') === value)
    if (isThere) return
    yield {
      at: options.place,
      message: `The pods of ${title} do not have the DNS option ${name} with the value ${value}; add it to dnsConfig.options.`,
    }
  },
})
