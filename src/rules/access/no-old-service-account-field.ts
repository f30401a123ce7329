import { removalOf } from '../../deployment/kubernetes/edits.ts'
import { defineRule } from '../../engine/rule.ts'
import type { Located, Span } from '../../span.ts'
import { examplePod } from '../workloads/example-pod.ts'

/** A quoted key keeps its quotes. */
function renamed({ span, value }: Located<string>): { span: Span; text: string } {
  const isQuoted = span.end - span.start > value.length
  return { span, text: isQuoted ? '"serviceAccountName"' : 'serviceAccountName' }
}

export default defineRule({
  id: 'no-old-service-account-field',
  on: 'workload',
  severity: 'warning',
  category: 'correctness',
  summary: 'Pods name their account in serviceAccountName, not in the old serviceAccount.',
  why: 'The old field is only kept for the first version of the API; where both are written one of them is not what runs.',
  like: ['kube-linter:deprecated-service-account-field'],
  bad: [
    { 'pod.yaml': examplePod({ spec: '  «serviceAccount»: web\n' }) },
    { 'pod.yaml': examplePod({ spec: '  serviceAccountName: shop\n  «serviceAccount»: web\n' }) },
  ],
  good: [
    { 'pod.yaml': examplePod({ spec: '  serviceAccountName: web\n' }) },
    // As the API server prints it.
    { 'pod.yaml': examplePod({ spec: '  serviceAccount: web\n  serviceAccountName: web\n' }) },
  ],

  *check({ title, podSpec }) {
    const old = podSpec.at('serviceAccount')
    const name = old.text()
    const current = podSpec.text('serviceAccountName')
    if (!name || name.value === '' || !old.key || current?.value === name.value) return
    const edit = current ? removalOf(old) : renamed(old.key)
    yield {
      at: old.key.span,
      message: `${title} names its account in serviceAccount; write serviceAccountName: ${current?.value ?? name.value}.`,
      ...(edit && { fix: { title: 'Write serviceAccountName', safe: current === undefined, edits: [edit] } }),
    }
  },
})
