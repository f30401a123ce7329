import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

export default defineRule({
  id: 'no-host-process-pod',
  on: 'workload',
  severity: 'error',
  category: 'security',
  summary: 'Windows containers do not run as processes of their node.',
  why: 'A HostProcess container has no walls at all: it is a program of the node with the rights of the account it names, often SYSTEM.',
  like: ['polaris:hostProcess', 'trivy:KSV-0103'],
  bad: [
    {
      'pod.yaml': examplePod({
        spec: '  securityContext:\n    windowsOptions:\n      hostProcess: «true»\n      runAsUserName: NT AUTHORITY\\SYSTEM\n',
      }),
    },
    {
      'pod.yaml': examplePod({
        container: '      securityContext: { windowsOptions: { hostProcess: «true» } }\n',
      }),
    },
  ],
  good: [
    { 'pod.yaml': examplePod({ container: '      securityContext: { windowsOptions: {} }\n' }) },
    {
      'pod.yaml': examplePod({ spec: '  securityContext: { windowsOptions: { hostProcess: false } }\n' }),
    },
  ],

  *check({ title, podSpec, containers }) {
    const contexts = [podSpec, ...containers].map((holder) => holder.at('securityContext', 'windowsOptions'))
    for (const context of contexts) {
      const hostProcess = context.boolean('hostProcess')
      if (!hostProcess?.value) continue
      yield {
        at: hostProcess.span,
        message: `${title} runs as a process of its Windows node; remove hostProcess, or keep it to what sets up the node itself.`,
        fix: {
          title: 'Set hostProcess to false',
          safe: false,
          edits: [{ span: hostProcess.span, text: 'false' }],
        },
      }
    }
  },
})
