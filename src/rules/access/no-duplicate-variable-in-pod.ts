import { removalOf } from '../../deployment/kubernetes/edits.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePod } from '../workloads/example-pod.ts'

const env = (lines: string) => examplePod({ container: `      env:\n${lines}` })

export default defineRule({
  id: 'no-duplicate-variable-in-pod',
  on: 'container',
  severity: 'error',
  category: 'correctness',
  summary: 'A container sets each variable once.',
  why: 'The last value wins and the other stands there to be believed; some ways of applying the manifest drop both.',
  like: ['kube-linter:duplicate-env-var', 'kube-score:environment-variable-key-duplication'],
  bad: [
    {
      'pod.yaml': env(
        '        - { name: MODE, value: fast }\n        - { name: PORT, value: "80" }\n        - { name: «MODE», value: safe }\n',
      ),
    },
    {
      'pod.yaml': env(
        '        - name: MODE\n          value: fast\n        - name: «MODE»\n          valueFrom: { fieldRef: { fieldPath: metadata.name } }\n',
      ),
    },
  ],
  good: [
    {
      'pod.yaml': env('        - { name: MODE, value: fast }\n        - { name: mode, value: fast }\n'),
    },
    { 'pod.yaml': env('        - { value: fast }\n        - { value: safe }\n') },
  ],

  *check(container) {
    const items = container.list('env')
    const nameOf = (item: (typeof items)[number]) => item.text('name')?.value ?? ''
    for (const name of new Set(items.map(nameOf))) {
      const same = items.filter((item) => nameOf(item) === name)
      const [first, second] = same
      if (name === '' || !first || !second) continue
      const edit = removalOf(first)
      yield {
        at: second.text('name')!.span,
        message: `The ${container.title} sets ${name} ${same.length} times; leave the last.`,
        like:
          container.kind === 'ephemeral'
            ? ['kube-linter:duplicate-env-var']
            : ['kube-linter:duplicate-env-var', 'kube-score:environment-variable-key-duplication'],
        related: [{ at: first.text('name')!.span, message: 'It is set here first.' }],
        ...(edit && { fix: { title: `Remove the first ${name}`, safe: false, edits: [edit] } }),
      }
    }
  },
})
