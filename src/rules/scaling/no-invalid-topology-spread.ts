import type { Fields } from '../../deployment/kubernetes/fields.ts'
import { defineRule } from '../../engine/rule.ts'
import { exampleWorkload } from './example-workload.ts'

const SELECTOR = 'labelSelector: { matchLabels: { app: web } }'
const spread = (constraint: string) =>
  exampleWorkload({ podSpec: `      topologySpreadConstraints:\n        - ${constraint}\n` })

export default defineRule({
  id: 'no-invalid-topology-spread',
  on: 'workload',
  severity: 'error',
  category: 'correctness',
  summary:
    'A topology spread constraint has a skew, a key, a selector, and says what happens when it cannot be met.',
  why: 'The API server refuses most of these; a constraint without a selector counts no pods and so spreads none.',
  like: ['kube-score:pod-topology-spread-constraints'],
  bad: [
    {
      'web.yaml': spread(
        `{ maxSkew: «0», topologyKey: zone, whenUnsatisfiable: DoNotSchedule, ${SELECTOR} }`,
      ),
    },
    { 'web.yaml': spread(`{ maxSkew: 1, topologyKey: zone, whenUnsatisfiable: «Never», ${SELECTOR} }`) },
    {
      'web.yaml': spread('{ maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule }').replace(
        '{ maxSkew',
        '{ «maxSkew»',
      ),
    },
  ],
  good: [
    {
      'web.yaml': spread(`{ maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, ${SELECTOR} }`),
    },
    { 'web.yaml': exampleWorkload() },
  ],

  *check({ title, podSpec }) {
    for (const constraint of podSpec.list('topologySpreadConstraints')) {
      for (const [field, advice] of faultsOf(constraint)) {
        yield { at: field.place, message: `A topology spread constraint of ${title} ${advice}.` }
      }
    }
  },
})

function* faultsOf(constraint: Fields): Iterable<readonly [Fields, string]> {
  const [skew, domains, key, action, selector] = [
    'maxSkew',
    'minDomains',
    'topologyKey',
    'whenUnsatisfiable',
    'labelSelector',
  ].map((name) => constraint.at(name)) as [Fields, Fields, Fields, Fields, Fields]
  if (!selector.isSet) yield [selector, 'counts no pods; write a labelSelector that takes its own']
  if (!skew.isSet || skew.number()?.value === 0) {
    yield [skew, 'has no maxSkew; write by how many pods the places may differ, 1 at least']
  }
  if (domains.number()?.value === 0)
    yield [domains, 'has a minDomains of zero; write 1 at least, or remove it']
  if (!key.text()?.value) yield [key, 'has no topologyKey; write a label of nodes']
  const isKnown = /^(?:DoNotSchedule|ScheduleAnyway)$/.test(action.text()?.value ?? '')
  if (!isKnown)
    yield [action, 'does not say what happens when it cannot be met; write DoNotSchedule or ScheduleAnyway']
}
