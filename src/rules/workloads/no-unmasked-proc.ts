import { removalOf } from '../../deployment/kubernetes/edits.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

export default defineRule({
  id: 'no-unmasked-proc',
  on: 'container',
  severity: 'error',
  category: 'security',
  summary: 'Containers see the part of /proc that the runtime shows by default.',
  why: 'The rest of it tells of the node’s kernel and devices, and some of it can be written to.',
  like: ['kube-linter:unsafe-proc-mount', 'polaris:procMount', 'trivy:KSV-0027'],
  bad: [
    {
      'pod.yaml': examplePod({
        container: '      securityContext:\n        runAsUser: 1000\n        procMount: «Unmasked»\n',
      }),
    },
  ],
  good: [
    { 'pod.yaml': examplePod({ container: '      securityContext: { procMount: Default }\n' }) },
    { 'pod.yaml': examplePod() },
  ],

  *check({ title, security }) {
    const { procMount, own } = security
    if (!procMount || procMount.value === 'Default') return
    const edit = removalOf(own.at('procMount'))
    yield {
      at: procMount.span,
      message: `The ${title} sees all of /proc by procMount: ${procMount.value}; remove procMount.`,
      ...(edit && { fix: { title: 'Remove procMount', safe: false, edits: [edit] } }),
    }
  },
})
