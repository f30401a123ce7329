import type { Container } from '../../deployment/kubernetes/container.ts'
import type { Workload } from '../../deployment/kubernetes/workload.ts'
import { defineRule, type Problem } from '../../engine/rule.ts'
import type { Located } from '../../span.ts'
import { exampleDeployment, examplePod } from './example-pod.ts'

const POD_ANNOTATION = 'seccomp.security.alpha.kubernetes.io/pod'
const POLICY_ANNOTATION = 'seccomp.security.alpha.kubernetes.io/defaultProfileName'
const CONTAINER_ANNOTATION = 'container.seccomp.security.alpha.kubernetes.io/'
const PROFILES = new Set(['RuntimeDefault', 'Localhost'])

const annotated = (key: string, value: string) =>
  examplePod().replace('  name: web\n', `  name: web\n  annotations:\n    ${key}: ${value}\n`)

export default defineRule({
  id: 'no-unconfined-seccomp',
  on: 'workload',
  severity: 'error',
  category: 'security',
  summary: 'No pod switches seccomp off.',
  why: 'Unconfined opens every system call of the node’s kernel, also where the cluster sets a profile by default.',
  like: ['checkov:CKV_K8S_31', 'trivy:KSV-0030', 'trivy:KSV-0104', 'kics:seccomp_profile_is_not_configured'],
  bad: [
    {
      'web.yaml': exampleDeployment({
        spec: '  securityContext:\n    seccompProfile:\n      type: «Unconfined»\n',
      }),
    },
    // The container's own counts, and what is no profile is none.
    {
      'pod.yaml': examplePod({
        spec: '  securityContext: { seccompProfile: { type: RuntimeDefault } }\n',
        container: '      securityContext: { seccompProfile: { type: «runtime/default» } }\n',
      }),
    },
    { 'pod.yaml': annotated(POD_ANNOTATION, '«unconfined»') },
    { 'pod.yaml': annotated(`${CONTAINER_ANNOTATION}app`, '«unconfined»') },
  ],
  good: [
    { 'pod.yaml': examplePod() },
    { 'pod.yaml': examplePod({ spec: '  securityContext: { seccompProfile: { type: Localhost } }\n' }) },
    { 'pod.yaml': annotated(POD_ANNOTATION, 'docker/default') },
    { 'pod.yaml': annotated(`${CONTAINER_ANNOTATION}app`, 'localhost/app.json') },
  ],

  *check(workload) {
    const { title, podSpec, containers } = workload
    const shared = podSpec.text('securityContext', 'seccompProfile', 'type')
    const heirs = containers.filter((container) => !ownProfile(container))
    if (shared && !PROFILES.has(shared.value)) {
      const kics = heirs.length > 0 ? ['kics:seccomp_profile_is_not_configured'] : []
      const peers = ['trivy:KSV-0030', 'checkov:CKV_K8S_31', ...kics]
      yield unconfined(title, shared, heirs.length > 0 ? withUnconfined(shared, peers) : peers)
    }
    for (const container of containers) {
      const own = ownProfile(container)
      if (!own || PROFILES.has(own.value)) continue
      // Where the pod has a profile, checkov looks no further.
      const checkov = shared || container.kind !== 'regular' ? [] : ['checkov:CKV_K8S_31']
      const peers = ['trivy:KSV-0030', 'kics:seccomp_profile_is_not_configured', ...checkov]
      yield unconfined(`The ${container.title}`, own, withUnconfined(own, peers))
    }
    yield* annotations(workload)
  },
})

function ownProfile({ security }: Container): Located<string> | undefined {
  return security.own.text('seccompProfile', 'type')
}

function* annotations({ title, object, containers, podAnnotations }: Workload): Iterable<Problem> {
  const pod = podAnnotations.get(POD_ANNOTATION)
  if (pod && !isProfileOfAnnotation(pod)) {
    yield unconfined(title, pod, ['trivy:KSV-0030', 'trivy:KSV-0104', 'checkov:CKV_K8S_31'])
  }
  for (const container of containers) {
    const own = podAnnotations.get(CONTAINER_ANNOTATION + (container.name?.value ?? ''))
    if (own && !isProfileOfAnnotation(own))
      yield unconfined(`The ${container.title}`, own, withUnconfined(own, []))
  }
  // Of a Pod, both are the same.
  const policies = [podAnnotations, object.annotations].flatMap((list) => list.get(POLICY_ANNOTATION) ?? [])
  for (const policy of policies.slice(0, object.kind === 'Pod' ? 1 : 2)) {
    if (policy.value === 'runtime/default') continue
    yield unconfined(title, policy, ['kics:seccomp_profile_is_not_configured'])
  }
}

function isProfileOfAnnotation({ value }: Located<string>): boolean {
  return /^(?:runtime|docker)\/default$|^localhost\//.test(value)
}

/** KSV-0104 asks for one word alone. */
function withUnconfined({ value }: Located<string>, peers: readonly string[]): readonly string[] {
  return value.toLowerCase() === 'unconfined' ? [...peers, 'trivy:KSV-0104'] : peers
}

function unconfined(who: string, { value, span }: Located<string>, like: readonly string[]): Problem {
  const what =
    value.toLowerCase() === 'unconfined'
      ? 'switches seccomp off'
      : `has ${value}, which is no seccomp profile`
  return {
    at: span,
    message: `${who} ${what}; write seccompProfile: { type: RuntimeDefault } in its securityContext.`,
    like,
  }
}
