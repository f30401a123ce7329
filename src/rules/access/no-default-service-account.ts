import { defineRule } from '../../engine/rule.ts'
import { examplePod } from '../workloads/example-pod.ts'

export default defineRule({
  id: 'no-default-service-account',
  on: 'workload',
  severity: 'info',
  category: 'security',
  summary: 'Every workload runs as a service account of its own.',
  why: 'Right given to `default` for one workload is given to all of the namespace, and no log tells which of them used it.',
  like: ['kube-linter:default-service-account', 'kics:service_account_name_undefined_or_empty'],
  bad: [
    { 'pod.yaml': examplePod({ spec: '  serviceAccountName: «default»\n' }) },
    { 'pod.yaml': examplePod().replace('spec:', '«spec»:') },
    { 'pod.yaml': examplePod({ spec: '  serviceAccountName: «""»\n' }) },
  ],
  good: [
    { 'pod.yaml': examplePod({ spec: '  serviceAccountName: web\n' }) },
    { 'pod.yaml': examplePod({ spec: '  serviceAccount: web\n  automountServiceAccountToken: true\n' }) },
  ],

  *check({ kind, title, podSpec, serviceAccountName }) {
    if (!podSpec.isMapping && kind !== 'Pod') return
    const name = serviceAccountName?.value ?? ''
    const hasToken = !podSpec.isFalse('automountServiceAccountToken')
    const peers = []
    if (hasToken && (name === '' || name === 'default')) peers.push('kube-linter:default-service-account')
    if (kind === 'Pod' && name === '') peers.push('kics:service_account_name_undefined_or_empty')
    if (peers.length === 0) return
    yield {
      at: podSpec.at('serviceAccountName').place,
      message: `${title} runs as the service account ${name === '' ? 'default, for it names none' : name}; make one for it and name it in serviceAccountName.`,
      like: peers,
    }
  },
})
