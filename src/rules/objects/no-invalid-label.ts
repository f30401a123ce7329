import { defineRule } from '../../engine/rule.ts'

/** Kubernetes documentation, "Labels and Selectors", syntax and character set. */
const NAME = /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/
const PREFIX = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/

const pod = (label: string) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  labels:\n    ${label}\n`

export default defineRule({
  id: 'no-invalid-label',
  on: 'object',
  severity: 'error',
  category: 'correctness',
  summary: 'Keys and values of labels are of letters, digits, dots, dashes and underscores, 63 at most.',
  why: 'The API server refuses the object for any other, and with it everything that was to be applied after it.',
  like: ['kube-score:label-values', 'kics:metadata_label_is_invalid'],
  bad: [
    { 'pod.yaml': pod('app: «web server»') },
    { 'pod.yaml': pod('version: «-1»') },
    { 'pod.yaml': pod(`commit: «${'a'.repeat(64)}»`) },
    { 'pod.yaml': pod('«acme.com/»: web') },
    { 'pod.yaml': pod('«Acme/app»: web') },
  ],
  good: [
    { 'pod.yaml': pod('app.kubernetes.io/name: web_2.0-rc.1') },
    { 'pod.yaml': pod('empty: ""') },
    // A template of Helm is not a label yet.
    { 'pod.yaml': pod('app: "{{ .Release.Name }}"') },
  ],

  *check(object) {
    const template = object.cluster.workloadOf(object)?.template
    const places = template && template !== object ? [object, template] : [object]
    for (const field of places.flatMap((place) => place.entries('metadata', 'labels'))) {
      const key = field.key!
      const value = field.text()
      if (/\{\{|\$\{/.test(key.value + (value?.value ?? ''))) continue
      if (!isKey(key.value)) {
        yield {
          at: key.span,
          message: `${object.title} has the label ${key.value}, which is no valid key; write a name of letters, digits, dots, dashes and underscores, perhaps behind a domain and a slash.`,
          like: [],
        }
      }
      if (!value || isValue(value.value)) continue
      yield {
        at: value.span,
        message: `The label ${key.value} of ${object.title} has a value that labels cannot have; write at most 63 letters, digits, dots, dashes and underscores, the first and last a letter or digit.`,
        like: [
          'kube-score:label-values',
          ...(NAME.test(value.value) || field.parent?.parent?.parent !== object
            ? []
            : ['kics:metadata_label_is_invalid']),
        ],
      }
    }
  },
})

function isValue(value: string): boolean {
  return value.length <= 63 && NAME.test(value)
}

function isKey(key: string): boolean {
  const slash = key.lastIndexOf('/')
  const name = key.slice(slash + 1)
  const prefix = slash === -1 ? undefined : key.slice(0, slash)
  return (
    name !== '' && isValue(name) && (prefix === undefined || (prefix.length <= 253 && PREFIX.test(prefix)))
  )
}
