/** An API that Kubernetes gave up, or will. Minors are of version 1: `22` is 1.22. */
export interface ApiLifetime {
  readonly apiVersion: string
  readonly kind: string
  /** Since when a successor is there and the API server warns. */
  readonly deprecatedIn: number
  /** The first minor that no longer serves it; undefined where none is announced. */
  readonly removedIn: number | undefined
  /** The apiVersion to write instead; undefined where nothing took its place. */
  readonly successor: string | undefined
  /** Another kind that took its place. */
  readonly successorKind?: string
  /** What to change besides. */
  readonly note?: string
  /** Its fields are those of the successor. */
  readonly hasSameFields: boolean
}

type Row = readonly [
  apiVersion: string,
  kinds: string,
  deprecatedIn: number,
  removedIn: number | undefined,
  successor: string | undefined,
  more?: { readonly note?: string; readonly kind?: string; readonly differs?: boolean },
]

const INGRESS = {
  note: 'backends become `service.name` and `service.port`, and every path needs a `pathType`',
  differs: true,
}
const SELECTOR = { note: '`spec.selector` is required there and cannot change later', differs: true }
const DIFFERS = { differs: true }

/** From https://kubernetes.io/docs/reference/using-api/deprecation-guide/. */
const ROWS: readonly Row[] = [
  ['extensions/v1beta1', 'DaemonSet Deployment ReplicaSet', 9, 16, 'apps/v1', SELECTOR],
  ['apps/v1beta1', 'Deployment StatefulSet', 9, 16, 'apps/v1', SELECTOR],
  ['apps/v1beta1', 'ControllerRevision', 9, 16, 'apps/v1'],
  ['apps/v1beta2', 'DaemonSet Deployment ReplicaSet StatefulSet', 9, 16, 'apps/v1', SELECTOR],
  ['apps/v1beta2', 'ControllerRevision', 9, 16, 'apps/v1'],
  ['extensions/v1beta1', 'NetworkPolicy', 9, 16, 'networking.k8s.io/v1'],
  [
    'extensions/v1beta1',
    'PodSecurityPolicy',
    10,
    16,
    undefined,
    {
      note: 'Pod Security Admission took its place: label the namespace `pod-security.kubernetes.io/enforce`',
    },
  ],
  [
    'policy/v1beta1',
    'PodSecurityPolicy',
    21,
    25,
    undefined,
    {
      note: 'Pod Security Admission took its place: label the namespace `pod-security.kubernetes.io/enforce`',
    },
  ],
  ['extensions/v1beta1', 'Ingress', 14, 22, 'networking.k8s.io/v1', INGRESS],
  ['networking.k8s.io/v1beta1', 'Ingress', 19, 22, 'networking.k8s.io/v1', INGRESS],
  ['networking.k8s.io/v1beta1', 'IngressClass', 19, 22, 'networking.k8s.io/v1'],
  [
    'admissionregistration.k8s.io/v1beta1',
    'MutatingWebhookConfiguration ValidatingWebhookConfiguration',
    16,
    22,
    'admissionregistration.k8s.io/v1',
    { note: '`sideEffects` and `admissionReviewVersions` are required there', differs: true },
  ],
  [
    'apiextensions.k8s.io/v1beta1',
    'CustomResourceDefinition',
    16,
    22,
    'apiextensions.k8s.io/v1',
    { note: 'each of `spec.versions` needs a structural `schema.openAPIV3Schema`', differs: true },
  ],
  ['apiregistration.k8s.io/v1beta1', 'APIService', 10, 22, 'apiregistration.k8s.io/v1'],
  ['authentication.k8s.io/v1beta1', 'TokenReview', 6, 22, 'authentication.k8s.io/v1'],
  [
    'authorization.k8s.io/v1beta1',
    'LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview',
    6,
    22,
    'authorization.k8s.io/v1',
    DIFFERS,
  ],
  [
    'certificates.k8s.io/v1beta1',
    'CertificateSigningRequest',
    19,
    22,
    'certificates.k8s.io/v1',
    { note: '`signerName` and `usages` are required there', differs: true },
  ],
  ['coordination.k8s.io/v1beta1', 'Lease', 14, 22, 'coordination.k8s.io/v1'],
  [
    'rbac.authorization.k8s.io/v1alpha1',
    'ClusterRole ClusterRoleBinding Role RoleBinding',
    8,
    22,
    'rbac.authorization.k8s.io/v1',
    DIFFERS,
  ],
  [
    'rbac.authorization.k8s.io/v1beta1',
    'ClusterRole ClusterRoleBinding Role RoleBinding',
    8,
    22,
    'rbac.authorization.k8s.io/v1',
  ],
  ['scheduling.k8s.io/v1beta1', 'PriorityClass', 14, 22, 'scheduling.k8s.io/v1'],
  ['scheduling.k8s.io/v1alpha1', 'PriorityClass', 14, 22, 'scheduling.k8s.io/v1'],
  ['storage.k8s.io/v1beta1', 'CSIDriver', 18, 22, 'storage.k8s.io/v1'],
  ['storage.k8s.io/v1beta1', 'CSINode', 17, 22, 'storage.k8s.io/v1'],
  ['storage.k8s.io/v1beta1', 'StorageClass', 6, 22, 'storage.k8s.io/v1'],
  ['storage.k8s.io/v1beta1', 'VolumeAttachment', 13, 22, 'storage.k8s.io/v1'],
  ['batch/v1beta1', 'CronJob', 21, 25, 'batch/v1'],
  ['batch/v2alpha1', 'CronJob', 8, 21, 'batch/v1'],
  ['discovery.k8s.io/v1beta1', 'EndpointSlice', 21, 25, 'discovery.k8s.io/v1', DIFFERS],
  ['events.k8s.io/v1beta1', 'Event', 19, 25, 'events.k8s.io/v1', DIFFERS],
  [
    'autoscaling/v2beta1',
    'HorizontalPodAutoscaler',
    22,
    25,
    'autoscaling/v2',
    {
      note: '`targetAverageUtilization` becomes `target.averageUtilization` with `type: Utilization`',
      differs: true,
    },
  ],
  ['autoscaling/v2beta2', 'HorizontalPodAutoscaler', 23, 26, 'autoscaling/v2'],
  [
    'policy/v1beta1',
    'PodDisruptionBudget',
    21,
    25,
    'policy/v1',
    { note: 'an empty `selector` takes every pod of the namespace there, where it took none' },
  ],
  ['policy/v1beta1', 'Eviction', 22, 25, 'policy/v1'],
  ['node.k8s.io/v1beta1', 'RuntimeClass', 20, 25, 'node.k8s.io/v1'],
  [
    'flowcontrol.apiserver.k8s.io/v1beta1',
    'FlowSchema PriorityLevelConfiguration',
    23,
    26,
    'flowcontrol.apiserver.k8s.io/v1',
    DIFFERS,
  ],
  ['storage.k8s.io/v1beta1', 'CSIStorageCapacity', 24, 27, 'storage.k8s.io/v1'],
  [
    'flowcontrol.apiserver.k8s.io/v1beta2',
    'FlowSchema PriorityLevelConfiguration',
    26,
    29,
    'flowcontrol.apiserver.k8s.io/v1',
    DIFFERS,
  ],
  [
    'flowcontrol.apiserver.k8s.io/v1beta3',
    'FlowSchema PriorityLevelConfiguration',
    29,
    32,
    'flowcontrol.apiserver.k8s.io/v1',
  ],
  ['v1', 'Endpoints', 33, undefined, 'discovery.k8s.io/v1', { kind: 'EndpointSlice', differs: true }],
  ['v1', 'ComponentStatus', 19, undefined, undefined, { note: 'ask the health endpoints of the components' }],
]

const LIFETIMES: ReadonlyMap<string, ApiLifetime> = new Map(
  ROWS.flatMap(([apiVersion, kinds, deprecatedIn, removedIn, successor, more = {}]) =>
    kinds.split(' ').map((kind): [string, ApiLifetime] => [
      `${apiVersion}/${kind}`,
      {
        apiVersion,
        kind,
        deprecatedIn,
        removedIn,
        successor,
        ...(more.kind !== undefined && { successorKind: more.kind }),
        ...(more.note !== undefined && { note: more.note }),
        hasSameFields: !more.differs && successor !== undefined,
      },
    ]),
  ),
)

/** When an API was given up; undefined for one that nobody gave up. A List of its objects is given up with it. */
export function lifetimeOf(apiVersion: string, kind: string): ApiLifetime | undefined {
  return LIFETIMES.get(`${apiVersion}/${kind}`) ?? LIFETIMES.get(`${apiVersion}/${kind.replace(/List$/, '')}`)
}

/** API groups of Kubernetes itself that are gone altogether. */
export const GONE_GROUPS: readonly string[] = ['extensions']
