import { additionTo } from '../../deployment/kubernetes/edits.ts'
import type { Fields } from '../../deployment/kubernetes/fields.ts'
import type { KubernetesObject } from '../../deployment/kubernetes/object.ts'
import type { Workload } from '../../deployment/kubernetes/workload.ts'
import { defineRule } from '../../engine/rule.ts'
import { exampleDeployment, examplePod } from '../workloads/example-pod.ts'

const TOKENS = '/var/run/secrets/kubernetes.io/serviceaccount'
const KINDS_OF_CHECKOV =
  'Pod Deployment DaemonSet StatefulSet ReplicaSet ReplicationController Job CronJob'.split(' ')
const account = (more: string) =>
  `---\napiVersion: v1\nkind: ServiceAccount\nmetadata: { name: web }\n${more}`

interface Options {
  readonly acceptAccount: boolean
}

export default defineRule<'object', Options>({
  id: 'no-automounted-token',
  on: 'object',
  severity: 'info',
  category: 'security',
  summary: 'Pods that do not talk to the API server hold no token for it.',
  why: 'The token lies in a file in every container; whoever reads files there speaks for the service account.',
  like: [
    'polaris:automountServiceAccountToken',
    'checkov:CKV_K8S_38',
    'trivy:KSV-0036',
    'kics:service_account_token_automount_not_disabled',
  ],
  options: {
    type: 'object',
    properties: {
      acceptAccount: {
        description: 'Accept that the service account, not the pod, says false.',
        type: 'boolean',
        default: false,
      },
    },
    additionalProperties: false,
  },
  bad: [
    { 'pod.yaml': examplePod({ spec: '  automountServiceAccountToken: «true»\n' }) },
    { 'pod.yaml': exampleDeployment().replace('    spec:', '    «spec»:') },
    {
      'pod.yaml': `${examplePod({ spec: '  serviceAccountName: web\n' }).replace('spec:', '«spec»:')}${account('')}`,
      'plimsoll.yaml': 'rules:\n  no-automounted-token:\n    options: { acceptAccount: true }\n',
    },
  ],
  good: [
    { 'pod.yaml': examplePod({ spec: '  automountServiceAccountToken: false\n' }) },
    {
      'pod.yaml': `${examplePod({ spec: '  serviceAccountName: web\n' })}${account('automountServiceAccountToken: false\n')}`,
      'plimsoll.yaml': 'rules:\n  no-automounted-token:\n    options: { acceptAccount: true }\n',
    },
  ],

  *check(object, { options }) {
    const workload = object.cluster.workloadOf(object)
    const spec = workload?.podSpec ?? object.at('spec')
    if ((!workload && object.kind !== 'pod') || (spec.isSet && !spec.isMapping)) return
    const field = spec.at('automountServiceAccountToken')
    const peers = peersOf(object, workload, spec)
    if (field.boolean()?.value === false ? peers.length === 0 : isAccepted(workload, field, options)) return
    const edit = field.isWritten
      ? field.isSet && { span: field.span!, text: 'false' }
      : additionTo(spec, 'automountServiceAccountToken', 'false')
    yield {
      at: field.place,
      message: `${object.title} gets a token for the API server; if it does not talk to it, set automountServiceAccountToken to false.`,
      like: peers,
      ...(edit && { fix: { title: 'Set it to false', safe: false, edits: [edit] } }),
    }
  },
})

function isAccepted(workload: Workload | undefined, field: Fields, { acceptAccount }: Options): boolean {
  return acceptAccount && !field.isSet && accountsOf(workload, 'false').length > 0
}

/** The accounts it runs as that say this of themselves. */
function accountsOf(workload: Workload | undefined, says?: 'true' | 'false'): readonly KubernetesObject[] {
  if (!workload) return []
  const name = workload.serviceAccountName?.value ?? 'default'
  return workload.cluster
    .ofKind('ServiceAccount')
    .filter((account) => account.name?.value === name && account.namespace === workload.namespace)
    .filter((account) => {
      const said = account.boolean('automountServiceAccountToken')
      return said !== undefined && (says === undefined || String(said.value) === says)
    })
}

function peersOf(object: KubernetesObject, workload: Workload | undefined, spec: Fields): readonly string[] {
  const said = spec.boolean('automountServiceAccountToken')?.value
  const ownSpec = object.at('spec')
  const mountsTokens = workload
    ? workload.containers.some(({ mounts }) => mounts.some(({ mountPath }) => mountPath?.value === TOKENS))
    : spec
        .list('containers')
        .some((container) =>
          container.list('volumeMounts').some((mount) => mount.text('mountPath')?.value === TOKENS),
        )
  const isOpen = said === undefined
  const opinions: readonly (readonly [string, boolean])[] = [
    [
      'trivy:KSV-0036',
      ownSpec.isTrue('automountServiceAccountToken') ||
        (!ownSpec.at('automountServiceAccountToken').isWritten && mountsTokens),
    ],
    ['checkov:CKV_K8S_38', KINDS_OF_CHECKOV.includes(object.kind) && said !== false],
    [
      'polaris:automountServiceAccountToken',
      said === true ||
        (isOpen && !(workload?.serviceAccountName !== undefined && accountsOf(workload, 'false').length > 0)),
    ],
    [
      'kics:service_account_token_automount_not_disabled',
      said === true ||
        (isOpen && (accountsOf(workload).length === 0 || accountsOf(workload, 'true').length > 0)),
    ],
  ]
  return opinions.flatMap(([peer, speaks]) => (speaks ? [peer] : []))
}
