import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

const env = (name: string) =>
  examplePod({ container: `      env:\n        - { name: ${name}, value: /x }\n` })

export default defineRule({
  id: 'no-git-sync-command',
  on: 'container',
  severity: 'error',
  category: 'security',
  summary: 'The git-sync of a pod runs the git of its image.',
  why: 'GITSYNC_GIT names the program that git-sync starts as git: who can change this one value runs what they like with the rights of the pod.',
  like: ['checkov:CKV_K8S_159'],
  bad: [{ 'pod.yaml': env('«GITSYNC_GIT»') }],
  good: [{ 'pod.yaml': env('GITSYNC_REPO') }],

  *check(container) {
    for (const entry of container.list('env')) {
      const name = entry.text('name')
      if (name?.value !== 'GITSYNC_GIT') continue
      yield {
        at: name.span,
        message: `GITSYNC_GIT lets the ${container.title} start any program as git; remove it.`,
      }
    }
  },
})
