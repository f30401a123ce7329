// What the generated models do not tell of a field: which texts are quantities, and which words a field takes.
// Written down from the API reference, https://kubernetes.io/docs/reference/kubernetes-api/.

/** `Type.field` of every quantity: the models call them strings, though a number does as well. */
export const QUANTITIES = new Set(
  `CapacityRequirements.requests ContainerStatus.allocatedResources DeviceRequestAllocationResult.consumedCapacity
LimitRangeItem.default LimitRangeItem.defaultRequest LimitRangeItem.max LimitRangeItem.maxLimitRequestRatio
LimitRangeItem.min NodeAllocatableResourceClaimStatus.resources NodeStatus.allocatable NodeStatus.capacity
Overhead.podFixed PersistentVolumeClaimStatus.allocatedResources PersistentVolumeClaimStatus.capacity
PersistentVolumeSpec.capacity PodSpec.overhead PodStatus.allocatedResources ResourceQuotaSpec.hard
ResourceQuotaStatus.hard ResourceQuotaStatus.used ResourceRequirements.limits ResourceRequirements.requests
VolumeResourceRequirements.limits VolumeResourceRequirements.requests BasicDevice.capacity
EmptyDirVolumeSource.sizeLimit ResourceFieldSelector.divisor MetricTarget.value MetricTarget.averageValue
MetricValueStatus.value MetricValueStatus.averageValue CSIStorageCapacity.capacity
CSIStorageCapacity.maximumVolumeSize DeviceCapacity.value Counter.value CapacityRequestPolicy.default
CapacityRequestPolicy.validValues CapacityRequestPolicyRange.min CapacityRequestPolicyRange.max
CapacityRequestPolicyRange.step NamedResourcesAttribute.quantity
NodeAllocatableResourceMapping.allocationMultiplier`.split(/\s+/),
)

/** Numbers that are no whole ones. */
export const FRACTIONS = new Set(
  'JSONSchemaProps.maximum JSONSchemaProps.minimum JSONSchemaProps.multipleOf'.split(' '),
)

const PROTOCOLS = 'TCP UDP SCTP'
const SELECTOR_OPERATORS = 'In NotIn Exists DoesNotExist'
const PREEMPTION = 'PreemptLowerPriority Never'
const PROFILES = 'Localhost RuntimeDefault Unconfined'
const EFFECTS = 'NoSchedule PreferNoSchedule NoExecute'
const NODE_POLICIES = 'Honor Ignore'
const ACCESS_MODES = 'ReadWriteOnce ReadOnlyMany ReadWriteMany ReadWriteOncePod'
const VOLUME_MODES = 'Block Filesystem'
const RECLAIM = 'Retain Delete Recycle'
const RETENTION = 'Retain Delete'
const FAILURE = 'Ignore Fail'
const MATCH = 'Exact Equivalent'
const SCOPES = 'Cluster Namespaced *'
const OPERATIONS = '* CREATE UPDATE DELETE CONNECT'
const SIDE_EFFECTS = 'Unknown None Some NoneOnDryRun'
const SUBJECTS = 'User Group ServiceAccount'

/** The words that a field takes, of a list each item; those that came later are there for every version. */
export const WORDS = {
  'AppArmorProfile.type': PROFILES,
  'CSIDriverSpec.fsGroupPolicy': 'None File ReadWriteOnceWithFSType',
  'CSIDriverSpec.volumeLifecycleModes': 'Persistent Ephemeral',
  'Container.imagePullPolicy': 'Always IfNotPresent Never',
  'Container.restartPolicy': 'Always OnFailure Never',
  'Container.terminationMessagePolicy': 'File FallbackToLogsOnError',
  'ContainerPort.protocol': PROTOCOLS,
  'ContainerResizePolicy.restartPolicy': 'NotRequired RestartContainer',
  'CronJobSpec.concurrencyPolicy': 'Allow Forbid Replace',
  'CustomResourceConversion.strategy': 'None Webhook',
  'CustomResourceDefinitionSpec.scope': 'Cluster Namespaced',
  'DaemonSetUpdateStrategy.type': 'OnDelete RollingUpdate',
  'DeploymentStrategy.type': 'Recreate RollingUpdate',
  'EndpointPort.protocol': PROTOCOLS,
  'EndpointSlice.addressType': 'IPv4 IPv6 FQDN',
  'EphemeralContainer.imagePullPolicy': 'Always IfNotPresent Never',
  'HPAScalingPolicy.type': 'Pods Percent',
  'HPAScalingRules.selectPolicy': 'Max Min Disabled',
  'HTTPGetAction.scheme': 'HTTP HTTPS',
  'HTTPIngressPath.pathType': 'Exact Prefix ImplementationSpecific',
  'HostPathVolumeSource.type': 'DirectoryOrCreate Directory FileOrCreate File Socket CharDevice BlockDevice',
  'JobSpec.completionMode': 'NonIndexed Indexed',
  'JobSpec.podReplacementPolicy': 'TerminatingOrFailed Failed',
  'LabelSelectorRequirement.operator': SELECTOR_OPERATORS,
  'MetricSpec.type': 'ContainerResource External Object Pods Resource',
  'MetricTarget.type': 'Utilization Value AverageValue',
  'MutatingWebhook.failurePolicy': FAILURE,
  'MutatingWebhook.matchPolicy': MATCH,
  'MutatingWebhook.reinvocationPolicy': 'Never IfNeeded',
  'MutatingWebhook.sideEffects': SIDE_EFFECTS,
  'NetworkPolicyPort.protocol': PROTOCOLS,
  'NetworkPolicySpec.policyTypes': 'Ingress Egress',
  'NodeSelectorRequirement.operator': `${SELECTOR_OPERATORS} Gt Lt`,
  'PersistentVolumeClaimSpec.accessModes': ACCESS_MODES,
  'PersistentVolumeClaimSpec.volumeMode': VOLUME_MODES,
  'PersistentVolumeSpec.accessModes': ACCESS_MODES,
  'PersistentVolumeSpec.persistentVolumeReclaimPolicy': RECLAIM,
  'PersistentVolumeSpec.volumeMode': VOLUME_MODES,
  'PodDisruptionBudgetSpec.unhealthyPodEvictionPolicy': 'IfHealthyBudget AlwaysAllow',
  'PodFailurePolicyRule.action': 'Ignore FailJob Count FailIndex',
  'PodOS.name': 'linux windows',
  'PodSecurityContext.fsGroupChangePolicy': 'OnRootMismatch Always',
  'PodSecurityContext.seLinuxChangePolicy': 'Recursive MountOption',
  'PodSecurityContext.supplementalGroupsPolicy': 'Merge Strict',
  'PodSpec.dnsPolicy': 'ClusterFirstWithHostNet ClusterFirst Default None',
  'PodSpec.preemptionPolicy': PREEMPTION,
  'PodSpec.restartPolicy': 'Always OnFailure Never',
  'PriorityClass.preemptionPolicy': PREEMPTION,
  'RbacV1Subject.kind': SUBJECTS,
  'RuleWithOperations.operations': OPERATIONS,
  'RuleWithOperations.scope': SCOPES,
  'SeccompProfile.type': PROFILES,
  'SecurityContext.procMount': 'Default Unmasked',
  'ServicePort.protocol': PROTOCOLS,
  'ServiceSpec.externalTrafficPolicy': 'Cluster Local',
  'ServiceSpec.internalTrafficPolicy': 'Cluster Local',
  'ServiceSpec.ipFamilies': 'IPv4 IPv6',
  'ServiceSpec.ipFamilyPolicy': 'SingleStack PreferDualStack RequireDualStack',
  'ServiceSpec.sessionAffinity': 'ClientIP None',
  'ServiceSpec.type': 'ClusterIP NodePort LoadBalancer ExternalName',
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted': RETENTION,
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled': RETENTION,
  'StatefulSetSpec.podManagementPolicy': 'OrderedReady Parallel',
  'StatefulSetUpdateStrategy.type': 'OnDelete RollingUpdate',
  'StorageClass.reclaimPolicy': RECLAIM,
  'StorageClass.volumeBindingMode': 'Immediate WaitForFirstConsumer',
  'Taint.effect': EFFECTS,
  'Toleration.effect': EFFECTS,
  'Toleration.operator': 'Exists Equal Lt Gt',
  'TopologySpreadConstraint.nodeAffinityPolicy': NODE_POLICIES,
  'TopologySpreadConstraint.nodeTaintsPolicy': NODE_POLICIES,
  'TopologySpreadConstraint.whenUnsatisfiable': 'DoNotSchedule ScheduleAnyway',
  'ValidatingWebhook.failurePolicy': FAILURE,
  'ValidatingWebhook.matchPolicy': MATCH,
  'ValidatingWebhook.sideEffects': SIDE_EFFECTS,
  'VolumeMount.mountPropagation': 'None HostToContainer Bidirectional',
  'VolumeMount.recursiveReadOnly': 'Disabled IfPossible Enabled',
}

/** Smallest and largest number of a port; of fields where 0 means none, 0 is the smallest. */
export const RANGES = {
  'ContainerPort.containerPort': [1, 65535],
  'ContainerPort.hostPort': [0, 65535],
  'ServicePort.port': [1, 65535],
  'ServicePort.nodePort': [0, 65535],
  'EndpointPort.port': [1, 65535],
}
