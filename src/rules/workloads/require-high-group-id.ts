import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

export default defineRule<'container', { minimum: number }>({
  id: 'require-high-group-id',
  on: 'container',
  severity: 'info',
  category: 'security',
  summary: 'The group of a container has a number that no group of a node has.',
  why: 'Numbers are the same inside and outside: what gets out of a container in group 1000 may do what group 1000 of the node may.',
  like: ['kube-score:container-security-context-user-group-id', 'trivy:KSV-0021'],
  options: {
    type: 'object',
    properties: {
      minimum: { description: 'The lowest number that is accepted.', type: 'integer', default: 10000 },
    },
    additionalProperties: false,
  },
  bad: [
    { 'pod.yaml': examplePod({ containerName: '«app»' }) },
    { 'pod.yaml': examplePod({ container: '      securityContext: { runAsGroup: «0» }\n' }) },
  ],
  good: [
    { 'pod.yaml': examplePod({ spec: '  securityContext: { runAsGroup: 12000 }\n' }) },
    { 'pod.yaml': examplePod({ container: '      securityContext: { runAsGroup: 10000 }\n' }) },
  ],

  *check({ kind, title, security, workload }, { options }) {
    const { runAsGroup, own, isMalformed } = security
    if (kind === 'ephemeral' || isMalformed || workload.isWindows) return
    if (workload.podSpec.isFalse('hostUsers')) return
    if (runAsGroup && runAsGroup.value >= options.minimum) return
    yield {
      at: runAsGroup?.span ?? own.at('runAsGroup').place,
      message: `The ${title} ${runAsGroup ? `runs in group ${runAsGroup.value}` : 'runs in whatever group its image names'}; give it a runAsGroup of at least ${options.minimum}.`,
    }
  },
})
