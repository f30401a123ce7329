import type { Workload } from '../../deployment/kubernetes/workload.ts'
import { defineRule } from '../../engine/rule.ts'
import { EXAMPLE_SERVICE, exampleScaler, exampleWorkload } from './example-workload.ts'

interface Options {
  readonly minimum: number
  readonly onlyServed: boolean
}

export default defineRule<'workload', Options>({
  id: 'require-replicas',
  on: 'workload',
  severity: 'info',
  category: 'reliability',
  summary: 'A workload has as many replicas as the policy demands.',
  why: 'One pod is down whenever its node is, or is drained for an update; nobody else answers meanwhile.',
  like: [
    'kube-linter:minimum-three-replicas',
    'kube-score:deployment-replicas',
    'polaris:deploymentMissingReplicas',
  ],
  options: {
    type: 'object',
    properties: {
      minimum: { description: 'How many pods there have to be.', type: 'integer', minimum: 1, default: 3 },
      onlyServed: {
        description: 'Leave out what no Service leads to, and what keeps data of its own in a volume.',
        type: 'boolean',
        default: false,
      },
    },
    additionalProperties: false,
  },
  bad: [
    { 'web.yaml': exampleWorkload({ spec: '  replicas: «2»\n' }) },
    { 'web.yaml': exampleWorkload().replace('spec', '«spec»') + EXAMPLE_SERVICE },
  ],
  good: [
    { 'web.yaml': exampleWorkload({ spec: '  replicas: 3\n' }) },
    { 'web.yaml': exampleWorkload({ kind: 'DaemonSet' }) },
    // Something else says how many there are.
    { 'web.yaml': exampleWorkload() + exampleScaler('  maxReplicas: 9\n') },
    {
      'web.yaml': exampleWorkload({ spec: '  replicas: 2\n' }),
      'plimsoll.yaml': 'rules:\n  require-replicas: { severity: info, options: { minimum: 2 } }\n',
    },
    {
      'web.yaml': exampleWorkload(),
      'plimsoll.yaml': 'rules:\n  require-replicas: { severity: info, options: { onlyServed: true } }\n',
    },
  ],

  *check(workload, { options: { minimum, onlyServed } }) {
    const { object, kind, cluster, replicas, title } = workload
    const count = replicas?.value ?? 1
    if (!workload.hasReplicas || count >= minimum || cluster.scalersOf(workload).length > 0) return
    if (onlyServed && !isServedWithoutData(workload)) return
    const field = object.at('spec', 'replicas')
    if (field.isSet && !replicas) return
    const like = count < 3 ? ['kube-linter:minimum-three-replicas'] : []
    if (kind === 'Deployment' && count < 2) {
      like.push('polaris:deploymentMissingReplicas')
      if (cluster.servicesOf(workload).length > 0) like.push('kube-score:deployment-replicas')
    }
    yield {
      at: field.place,
      message: `${title} has ${count} ${count === 1 ? 'replica' : 'replicas'}; write replicas: ${minimum}, or add a HorizontalPodAutoscaler.`,
      like,
    }
  },
})

function isServedWithoutData(workload: Workload): boolean {
  const hasData = workload.volumes.some(({ type }) =>
    /^(?:persistentVolumeClaim|volumeClaimTemplate)$/.test(type ?? ''),
  )
  return !hasData && workload.cluster.servicesOf(workload).length > 0
}
