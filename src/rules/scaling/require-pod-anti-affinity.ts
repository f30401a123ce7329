import { antiAffinityTerms } from '../../deployment/kubernetes/spreading.ts'
import { defineRule } from '../../engine/rule.ts'
import { antiAffinityPeers } from './anti-affinity-peers.ts'
import { exampleWorkload } from './example-workload.ts'

const workload = (podSpec: string, replicas = 3) =>
  exampleWorkload({ spec: `  replicas: ${replicas}\n`, podSpec })
const affinity = (key: string, app: string) =>
  `      affinity:\n        podAntiAffinity:\n          requiredDuringSchedulingIgnoredDuringExecution:\n            - topologyKey: ${key}\n              labelSelector: { matchLabels: { app: ${app} } }\n`

export default defineRule({
  id: 'require-pod-anti-affinity',
  on: 'workload',
  severity: 'info',
  category: 'reliability',
  summary: 'The pods of a workload are kept on different nodes by an anti-affinity.',
  why: 'Replicas on one node all go down with it. By default the scheduler only tries to spread them.',
  like: [
    'kube-linter:no-anti-affinity',
    'kube-score:deployment-has-host-podantiaffinity',
    'kube-score:statefulset-has-host-podantiaffinity',
    'kics:deployment_has_no_pod_anti_affinity',
    'kics:statefulset_has_no_pod_anti_affinity',
  ],
  bad: [
    { 'web.yaml': workload('').replace('    spec:', '    «spec»:') },
    {
      'web.yaml': workload(affinity('kubernetes.io/hostname', 'wbe')).replace('matchLabels', '«matchLabels»'),
    },
    {
      'web.yaml': workload(affinity('zone', 'web')).replace(
        'requiredDuringSchedulingIgnoredDuringExecution',
        '«requiredDuringSchedulingIgnoredDuringExecution»',
      ),
    },
  ],
  good: [
    { 'web.yaml': workload(affinity('kubernetes.io/hostname', 'web')) },
    { 'web.yaml': workload('', 1) },
    { 'web.yaml': exampleWorkload({ kind: 'DaemonSet' }) },
  ],

  *check(subject) {
    const terms = antiAffinityTerms(subject)
    const like = antiAffinityPeers(subject, terms)
    if (like.length === 0) return
    const rules = subject.podSpec.at('affinity', 'podAntiAffinity')
    const wrong = terms.length > 0 ? terms : [undefined]
    for (const term of wrong) {
      yield {
        at: term ? placeOf(term) : rules.place,
        message: term
          ? `This anti-affinity does not keep the pods of ${subject.title} on different nodes; write topologyKey: kubernetes.io/hostname and a selector that takes those pods.`
          : `Nothing keeps the pods of ${subject.title} on different nodes; add a podAntiAffinity with topologyKey: kubernetes.io/hostname.`,
        like,
      }
    }
  },
})

function placeOf({ field, isOfHost }: ReturnType<typeof antiAffinityTerms>[number]) {
  if (isOfHost) return field.at('labelSelector', 'matchLabels').place
  return typeof field.step === 'number' ? field.parent!.place : field.place
}
