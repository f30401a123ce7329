import type { Workload } from '../../deployment/kubernetes/workload.ts'
import { defineRule } from '../../engine/rule.ts'
import { examplePod } from './example-pod.ts'

export default defineRule<'container', { readonly onlyServed: boolean }>({
  id: 'require-readiness-probe',
  on: 'container',
  severity: 'warning',
  category: 'reliability',
  summary: 'Containers have a readiness probe.',
  why: 'Without one a pod gets requests as soon as its process runs, before it can answer; every rollout then fails some of them, and a broken version replaces the good one.',
  like: [
    'kube-linter:no-readiness-probe',
    'kube-score:pod-probes',
    'polaris:readinessProbeMissing',
    'checkov:CKV_K8S_9',
    'kics:readiness_probe_is_not_configured',
  ],
  options: {
    type: 'object',
    properties: {
      onlyServed: {
        description: 'Leave out pods that no Service takes, and those of which another container has one.',
        type: 'boolean',
        default: false,
      },
    },
    additionalProperties: false,
  },
  bad: [{ 'pod.yaml': examplePod({ containerName: '«app»' }) }],
  good: [
    {
      'pod.yaml': examplePod({
        container: '      readinessProbe:\n        httpGet: { path: /ready, port: 8080 }\n',
      }),
    },
    { 'pod.yaml': examplePod().replace('Pod', 'Job') },
    {
      'pod.yaml': examplePod(),
      'plimsoll.yaml':
        'rules:\n  require-readiness-probe: { severity: warning, options: { onlyServed: true } }\n',
    },
  ],

  *check(container, { options: { onlyServed } }) {
    if (container.kind !== 'regular' || container.workload.isJob || container.probe('readinessProbe')) return
    if (onlyServed && !isServedUnasked(container.workload)) return
    const like = [
      'kube-linter:no-readiness-probe',
      'polaris:readinessProbeMissing',
      'checkov:CKV_K8S_9',
      'kics:readiness_probe_is_not_configured',
    ]
    if (isMissedInPod(container.workload)) like.push('kube-score:pod-probes')
    yield {
      at: container.place,
      message: `The ${container.title} has no readinessProbe; write one that succeeds when it can answer.`,
      like,
    }
  },
})

/** A Service leads to the pods, and none of their containers says when they are ready. */
function isServedUnasked(workload: Workload): boolean {
  return !hasProbe(workload) && workload.cluster.servicesOf(workload).length > 0
}

/** kube-score wants the Service to be in the namespace that the template names. */
function isMissedInPod(workload: Workload): boolean {
  const namespace = workload.template.text('metadata', 'namespace')?.value ?? ''
  const isServed = workload.cluster.services.some(
    ({ object, selector }) =>
      object.namespace === namespace && !selector.isEmpty && selector.matches(workload.podLabels),
  )
  return isServed && !hasProbe(workload)
}

function hasProbe({ containers }: Workload): boolean {
  return containers.some((container) => container.probe('readinessProbe'))
}
