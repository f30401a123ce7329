import type { YamlNode } from '../../../documents/yaml/node.ts'
import type { KubernetesObject } from '../object.ts'
import { celValue, KnownMap, UNKNOWN } from './cel-values.ts'

/**
 * What the API server fills in before policies see an object (the `SetDefaults_…` functions of Kubernetes and its
 * registries): what a field then is, and the fields that get a value which nobody knows beforehand.
 */
interface Filled {
  readonly values?: Readonly<Record<string, unknown>>
  readonly unknown?: readonly string[]
  readonly below?: Readonly<Record<string, Filled>>
  /** The same for each item of a list. */
  readonly items?: Filled
}

const PROBE: Filled = {
  values: { timeoutSeconds: 1n, periodSeconds: 10n, successThreshold: 1n, failureThreshold: 3n },
  below: { httpGet: { values: { scheme: 'HTTP', path: '/' } } },
}
const CONTAINER: Filled = {
  values: { terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File', resources: {} },
  unknown: ['imagePullPolicy'],
  below: {
    ports: { items: { values: { protocol: 'TCP' } } },
    resources: { unknown: ['requests'] },
    livenessProbe: PROBE,
    readinessProbe: PROBE,
    startupProbe: PROBE,
  },
}
const CONTAINERS: Filled = { items: CONTAINER }
const VOLUME: Filled = {
  below: {
    configMap: { values: { defaultMode: 420n } },
    secret: { values: { defaultMode: 420n } },
    emptyDir: {},
  },
}
const POD_SPEC: Filled = {
  values: {
    restartPolicy: 'Always',
    dnsPolicy: 'ClusterFirst',
    terminationGracePeriodSeconds: 30n,
    securityContext: {},
    schedulerName: 'default-scheduler',
  },
  below: {
    containers: CONTAINERS,
    initContainers: CONTAINERS,
    ephemeralContainers: CONTAINERS,
    volumes: { items: VOLUME },
  },
}
/** Plugins that run before policies fill in more of a Pod itself. */
const RUNNING_POD: Filled = {
  ...POD_SPEC,
  unknown: [
    ...['serviceAccountName', 'serviceAccount', 'priority', 'preemptionPolicy', 'tolerations', 'nodeName'],
    ...['enableServiceLinks', 'volumes'],
  ],
}
const TEMPLATE: Filled = { values: { metadata: {} }, below: { spec: POD_SPEC } }
const JOB_SPEC: Filled = {
  values: { backoffLimit: 6n, parallelism: 1n, completionMode: 'NonIndexed', suspend: false },
  unknown: ['completions', 'selector', 'podReplacementPolicy', 'manualSelector'],
  below: { template: TEMPLATE },
}

const SPECS: Readonly<Record<string, Filled>> = {
  Pod: RUNNING_POD,
  Deployment: {
    values: {
      replicas: 1n,
      revisionHistoryLimit: 10n,
      progressDeadlineSeconds: 600n,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' } },
    },
    below: {
      template: TEMPLATE,
      strategy: { values: { type: 'RollingUpdate' }, unknown: ['rollingUpdate'] },
    },
  },
  StatefulSet: {
    values: { replicas: 1n, podManagementPolicy: 'OrderedReady', revisionHistoryLimit: 10n },
    unknown: ['updateStrategy', 'persistentVolumeClaimRetentionPolicy'],
    below: { template: TEMPLATE },
  },
  DaemonSet: {
    values: { revisionHistoryLimit: 10n },
    unknown: ['updateStrategy'],
    below: { template: TEMPLATE },
  },
  ReplicaSet: { values: { replicas: 1n }, below: { template: TEMPLATE } },
  ReplicationController: { values: { replicas: 1n }, unknown: ['selector'], below: { template: TEMPLATE } },
  Job: JOB_SPEC,
  CronJob: {
    values: {
      concurrencyPolicy: 'Allow',
      suspend: false,
      successfulJobsHistoryLimit: 3n,
      failedJobsHistoryLimit: 1n,
    },
    below: { jobTemplate: { values: { metadata: {} }, below: { spec: JOB_SPEC } } },
  },
  Service: {
    values: { type: 'ClusterIP', sessionAffinity: 'None', internalTrafficPolicy: 'Cluster' },
    unknown: [
      ...['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'externalTrafficPolicy'],
      ...['healthCheckNodePort', 'allocateLoadBalancerNodePorts', 'sessionAffinityConfig'],
    ],
    below: { ports: { items: { values: { protocol: 'TCP' }, unknown: ['nodePort', 'targetPort'] } } },
  },
  PersistentVolumeClaim: {
    values: { volumeMode: 'Filesystem' },
    unknown: ['storageClassName', 'volumeName'],
    below: { resources: {} },
  },
  HorizontalPodAutoscaler: { values: { minReplicas: 1n }, unknown: ['metrics', 'behavior'] },
  NetworkPolicy: { unknown: ['policyTypes'] },
}
const SPECLESS: ReadonlySet<string> = new Set([
  ...['ConfigMap', 'Secret', 'ServiceAccount', 'Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'],
  ...['Namespace', 'Ingress', 'PodDisruptionBudget', 'LimitRange', 'ResourceQuota', 'PriorityClass'],
])

const METADATA: Filled = {
  unknown: ['uid', 'resourceVersion', 'generation', 'creationTimestamp', 'managedFields', 'selfLink'],
}

/** Whether all that the API server fills in is known: what is not written then is not there. */
export function isFillingKnown({ kind, group }: KubernetesObject, isOwnGroup: boolean): boolean {
  return !isOwnGroup || (Object.hasOwn(SPECS, kind) && group !== 'extensions') || SPECLESS.has(kind)
}

/** An object as policies see it when it is created. */
export function createdValue(object: KubernetesObject, isOwnGroup: boolean): unknown {
  const spec = isOwnGroup && Object.hasOwn(SPECS, object.kind) ? SPECS[object.kind] : undefined
  const unknown = [...METADATA.unknown!]
  // It is given by whoever applies the manifest.
  if (object.namespace === '') unknown.push('namespace')
  if (!object.name) unknown.push('name')
  return fill(object.node, {
    unknown: ['status'],
    below: { metadata: { unknown }, ...(spec && { spec }) },
  })
}

/** The value of a part of a manifest with what is filled in. */
function fill(node: YamlNode, filled: Filled | undefined): unknown {
  if (!filled) return celValue(node)
  if (node.kind === 'sequence') {
    const items = node.items.map((item) => fill(item, filled.items))
    return items.includes(UNKNOWN) ? UNKNOWN : items
  }
  if (node.kind !== 'mapping') return celValue(node)
  const map = new KnownMap(new Set(filled.unknown))
  for (const { key, value } of node.entries) {
    const below = filled.below && Object.hasOwn(filled.below, key.text) ? filled.below[key.text] : undefined
    const converted = fill(value, below)
    if (converted !== null) map.set(key.text, converted)
  }
  for (const [key, value] of Object.entries(filled.values ?? {})) {
    if (!map.isSet(key)) map.set(key, mapped(value, filled.below?.[key]))
  }
  return map
}

function mapped(value: unknown, filled?: Filled): unknown {
  if (typeof value !== 'object' || value === null) return value
  const map = new KnownMap(new Set(filled?.unknown))
  for (const [key, each] of Object.entries({ ...filled?.values, ...value })) map.set(key, mapped(each))
  return map
}
