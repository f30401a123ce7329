import type { Fields } from '../fields.ts'
import type { KubernetesObject } from '../object.ts'
import { type Labels, readSelector } from '../selectors.ts'

/** Whether something holds; undefined where nobody knows. */
type Certainty = boolean | undefined

/** Kinds that lie in no namespace (`kubectl api-resources --namespaced=false`), as far as manifests hold them. */
const CLUSTER_KINDS: ReadonlySet<string> = new Set([
  ...[
    'Namespace',
    'Node',
    'PersistentVolume',
    'ClusterRole',
    'ClusterRoleBinding',
    'CustomResourceDefinition',
  ],
  ...['StorageClass', 'PriorityClass', 'IngressClass', 'RuntimeClass', 'CSIDriver', 'APIService'],
  ...['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'MutatingWebhookConfiguration'],
  ...['ValidatingWebhookConfiguration', 'VolumeSnapshotClass', 'ClusterIssuer', 'GatewayClass'],
])

/** What is asked of the API server when a manifest is applied for the first time. */
export interface Creation {
  readonly object: KubernetesObject
  readonly kind: string
  readonly group: string
  readonly version: string
  /** `deployments`. */
  readonly resource: string
  readonly name: string | undefined
  readonly isNamespaced: boolean
  /** Empty where the manifest does not say it. */
  readonly namespace: string
  readonly labels: Labels
}

/** The creation of an object. */
export function creationOf(object: KubernetesObject): Creation {
  const { kind, group, version, namespace, labels } = object
  const definition = object.cluster
    .ofKind('CustomResourceDefinition')
    .find(
      (each) =>
        each.text('spec', 'group')?.value === group && each.text('spec', 'names', 'kind')?.value === kind,
    )
  const scope = definition?.text('spec', 'scope')?.value
  return {
    object,
    kind,
    group,
    version,
    resource: definition?.text('spec', 'names', 'plural')?.value ?? pluralOf(kind),
    name: object.name?.value,
    isNamespaced: scope ? scope === 'Namespaced' : !CLUSTER_KINDS.has(kind),
    namespace,
    labels,
  }
}

/** As Kubernetes names its resources (`meta.UnsafeGuessKindToResource`). */
function pluralOf(kind: string): string {
  const lower = kind.toLowerCase()
  if (lower === 'endpoints') return lower
  if (/(?:s|x|ch|sh)$/.test(lower)) return `${lower}es`
  return /[^aeiou]y$/.test(lower) ? `${lower.slice(0, -1)}ies` : `${lower}s`
}

/**
 * Whether `matchConstraints` of a policy or `matchResources` of a binding take a creation.
 * @param field where they are written; nothing written takes everything where it is a binding's
 */
export function takes(field: Fields, creation: Creation): Certainty {
  const rules = field.list('resourceRules')
  const isAny = rules.length === 0
  const matched = isAny ? true : some(rules.map((rule) => takesRule(rule, creation, field)))
  if (matched === false) return false
  const excluded = some(field.list('excludeResourceRules').map((rule) => takesRule(rule, creation, field)))
  if (excluded === true) return false
  const parts = [
    matched,
    excluded === undefined ? undefined : true,
    readSelector(field.at('objectSelector')).matches(creation.labels),
    takesNamespace(field.at('namespaceSelector'), creation),
  ]
  return parts.includes(false) ? false : parts.includes(undefined) ? undefined : true
}

function some(answers: readonly Certainty[]): Certainty {
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false
}

function takesRule(rule: Fields, creation: Creation, constraints: Fields): Certainty {
  const has = (key: string, value: string) =>
    rule.texts(key).some((each) => each.value === '*' || each.value === value)
  const scope = rule.text('scope')?.value ?? '*'
  if (scope !== '*' && scope !== (creation.isNamespaced ? 'Namespaced' : 'Cluster')) return false
  if (!has('operations', 'CREATE') || !has('apiGroups', creation.group)) return false
  if (!has('resources', creation.resource) && !has('resources', '*/*')) return false
  const names = rule.texts('resourceNames')
  if (names.length > 0 && !names.some(({ value }) => value === creation.name)) return false
  if (has('apiVersions', creation.version)) return true
  // It is converted to the version that the policy is written for, which may have other fields.
  return constraints.text('matchPolicy')?.value === 'Exact' ? false : undefined
}

const NAME_LABEL = 'kubernetes.io/metadata.name'

function takesNamespace(field: Fields, creation: Creation): Certainty {
  const selector = readSelector(field)
  if (selector.faults.length > 0) return undefined
  if (selector.isEmpty) return true
  const { object, kind, namespace, isNamespaced } = creation
  if (!isNamespaced && kind !== 'Namespace') return true
  const own = kind === 'Namespace' ? object : namespaceOf(creation)
  const name = kind === 'Namespace' ? creation.name : namespace
  const isAboutName = selector.requirements.every(({ key }) => key === NAME_LABEL)
  if (!name || (!own && !isAboutName)) return undefined
  const labels = new Map(own?.labels)
  labels.set(NAME_LABEL, { value: name, span: creation.object.span })
  return selector.matches(labels)
}

/** The Namespace that an object lies in, where a manifest describes it. */
export function namespaceOf({ object, namespace }: Creation): KubernetesObject | undefined {
  return namespace === ''
    ? undefined
    : object.cluster.ofKind('Namespace').find((each) => each.name?.value === namespace)
}
