import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

export default defineRule({
  id: 'no-root-group-in-pod',
  on: 'workload',
  severity: 'warning',
  category: 'security',
  summary: 'Containers are in no group of root.',
  why: 'Group 0 may read, and in images made for OpenShift write, files that are root’s; on a mounted folder of the node too.',
  like: ['kube-linter:run-as-non-root', 'trivy:KSV-0116'],
  bad: [
    { 'pod.yaml': examplePod({ spec: '  securityContext: { runAsGroup: «0» }\n' }) },
    {
      'pod.yaml': examplePod({ container: '      securityContext: { runAsUser: 1000, runAsGroup: «0» }\n' }),
    },
    {
      'pod.yaml': examplePod({
        spec: '  securityContext:\n    fsGroup: «0»\n    supplementalGroups: [2000, «0»]\n',
      }),
    },
  ],
  good: [
    {
      'pod.yaml': examplePod({
        spec: '  securityContext: { runAsGroup: 3000, fsGroup: 2000, supplementalGroups: [4000] }\n',
      }),
    },
    { 'pod.yaml': examplePod() },
  ],

  *check({ title, containers, podSpec }) {
    const pod = podSpec.at('securityContext')
    let isPodGroupTaken = false
    for (const container of containers) {
      const group = container.security.runAsGroup
      if (group?.value !== 0) continue
      isPodGroupTaken ||= group.from === 'pod'
      yield {
        at: group.span,
        message: `The ${container.title} runs in the group of root; give runAsGroup another number.`,
        like:
          group.from === 'pod'
            ? ['kube-linter:run-as-non-root', 'trivy:KSV-0116']
            : ['kube-linter:run-as-non-root'],
      }
    }
    const groups = [
      ...(isPodGroupTaken ? [] : [pod.at('runAsGroup')]),
      pod.at('fsGroup'),
      ...pod.list('supplementalGroups'),
    ]
    for (const group of groups) {
      if (group.number()?.value !== 0) continue
      yield {
        at: group.place,
        message: `${title} puts its containers into the group of root; give ${group.key?.value ?? 'supplementalGroups'} another number.`,
        like: ['trivy:KSV-0116'],
      }
    }
  },
})
