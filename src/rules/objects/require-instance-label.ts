import { additionTo } from '../../deployment/kubernetes/edits.ts'
import { defineRule } from '../../engine/rule.ts'

const LABEL = 'app.kubernetes.io/instance'
const pod = (labels = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n${labels}spec:\n  containers: []\n`

export default defineRule({
  id: 'require-instance-label',
  on: 'workload',
  severity: 'info',
  category: 'style',
  summary: 'The label app.kubernetes.io/instance of a workload is its name.',
  why: 'Tools that group objects by the label show what belongs together only where it says the same as the name.',
  like: ['polaris:metadataAndInstanceMismatched'],
  bad: [
    { 'pod.yaml': pod().replace('name: web', 'name: «web»') },
    { 'pod.yaml': pod(`  labels:\n    ${LABEL}: «shop»\n`) },
    { 'pod.yaml': pod('  «labels»:\n    app: web\n') },
  ],
  good: [{ 'pod.yaml': pod(`  labels:\n    ${LABEL}: web\n`) }],

  *check({ object, title, name }) {
    const label = object.labels.get(LABEL)
    if (!name || label?.value === name.value) return
    const labels = object.at('metadata', 'labels')
    const edit = label
      ? { span: label.span, text: JSON.stringify(name.value) }
      : additionTo(labels, LABEL, name.value)
    yield {
      at: label?.span ?? (labels.isWritten ? labels.place : name.span),
      message: `${title} ${label ? `has the label ${LABEL}: ${label.value}` : `has no label ${LABEL}`}; write its name there.`,
      ...(edit && { fix: { title: 'Write the name', safe: false, edits: [edit] } }),
    }
  },
})
