import { readPlainSelector, readSelector } from '../../deployment/kubernetes/selectors.ts'
import { defineRule } from '../../engine/rule.ts'

const SELECTING = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'DeploymentConfig'])
const deployment = (selector: string, kind = 'Deployment') =>
  `apiVersion: apps/v1\nkind: ${kind}\nmetadata:\n  name: web\nspec:\n${selector}  template:\n    metadata: { labels: { app: web, tier: front } }\n    spec: { containers: [] }\n`

export default defineRule({
  id: 'require-matching-selector',
  on: 'workload',
  severity: 'error',
  category: 'correctness',
  summary: 'The selector of a workload takes the pods of its own template.',
  why: 'The API server refuses the workload: its controller would make pods for ever and never find them.',
  like: [
    'kube-linter:mismatching-selector',
    'kube-score:deployment-pod-selector-labels-match-template-metadata-labels',
    'kube-score:statefulset-pod-selector-labels-match-template-metadata-labels',
  ],
  bad: [
    { 'web.yaml': deployment('  «selector»: { matchLabels: { app: wbe } }\n') },
    {
      'web.yaml': deployment(
        '  «selector»: { matchExpressions: [{ key: app, operator: Is, values: [web] }] }\n',
      ),
    },
    { 'web.yaml': deployment('', 'StatefulSet').replace('spec:\n', '«spec»:\n') },
  ],
  good: [
    { 'web.yaml': deployment('  selector: { matchLabels: { app: web } }\n') },
    { 'web.yaml': deployment('', 'Job') },
    {
      'web.yaml': deployment('  selector: { app: web }\n', 'DeploymentConfig').replace(
        'apps/v1',
        'apps.openshift.io/v1',
      ),
    },
    // The API server took the labels of the template then.
    { 'web.yaml': deployment('').replace('apps/v1', 'extensions/v1beta1') },
  ],

  *check({ object, kind, title, podLabels }) {
    const field = object.at('spec', 'selector')
    const isPlain = kind === 'DeploymentConfig'
    const selector = isPlain ? readPlainSelector(field) : readSelector(field)
    if (!SELECTING.has(kind) && !(kind === 'Job' && !selector.isEmpty)) return
    if (selector.isEmpty && (isPlain || object.version.includes('beta'))) return
    if (!selector.isEmpty && selector.matches(podLabels)) return
    const fault = selector.faults[0]
    yield {
      at: field.place,
      message: selector.isEmpty
        ? `${title} has no selector; write selector.matchLabels with labels of its pod template.`
        : fault
          ? `The selector of ${title} is invalid: ${fault.message}.`
          : `The selector of ${title} does not take the pods of its template; write the same labels in both.`,
      like: [
        'kube-linter:mismatching-selector',
        ...(kind === 'Deployment' || kind === 'StatefulSet'
          ? [`kube-score:${kind.toLowerCase()}-pod-selector-labels-match-template-metadata-labels`]
          : []),
      ],
    }
  },
})
