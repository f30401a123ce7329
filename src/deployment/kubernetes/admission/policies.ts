import type { Located, Span } from '../../../span.ts'
import type { Cluster } from '../cluster.ts'
import type { Fields } from '../fields.ts'
import type { KubernetesObject } from '../object.ts'
import { readSelector } from '../selectors.ts'

/** An expression where it is written. */
export interface WrittenExpression extends Located<string> {
  readonly field: Fields
  /** What it must come to. */
  readonly type: 'bool' | 'string' | 'any'
  readonly name?: string
}

/** One demand of a policy, or of the schema of a custom resource. */
export interface Validation {
  readonly expression: WrittenExpression
  readonly message: string | undefined
  readonly messageExpression: WrittenExpression | undefined
}

interface Binding {
  readonly object: KubernetesObject
  /** What an API server does where a demand is not met: `Deny`, `Warn`, `Audit`. */
  readonly actions: ReadonlySet<string>
  readonly matchResources: Fields
}

/** A ValidatingAdmissionPolicy. */
export interface AdmissionPolicy {
  readonly object: KubernetesObject
  readonly name: string
  readonly constraints: Fields
  readonly conditions: readonly WrittenExpression[]
  readonly variables: readonly WrittenExpression[]
  readonly validations: readonly Validation[]
  /** Expressions that are not judged by, and must be sound all the same. */
  readonly annotations: readonly WrittenExpression[]
  /** An expression that fails lets the object pass. */
  readonly ignoresFailures: boolean
  readonly bindings: readonly Binding[]
}

const POLICY_KIND = 'ValidatingAdmissionPolicy'
const GROUP = 'admissionregistration.k8s.io'

/** Whether it is a policy that the API server itself evaluates. */
export function isAdmissionPolicy(object: KubernetesObject): boolean {
  return object.is(POLICY_KIND, GROUP)
}

const known = new WeakMap<Cluster, readonly AdmissionPolicy[]>()

/** The policies that are deployed with everything else. */
export function policiesOf(cluster: Cluster): readonly AdmissionPolicy[] {
  const found = known.get(cluster) ?? readPolicies(cluster)
  known.set(cluster, found)
  return found
}

function readPolicies(cluster: Cluster): AdmissionPolicy[] {
  const bindings = cluster.ofKind(`${POLICY_KIND}Binding`).filter(({ group }) => group === GROUP)
  return cluster
    .ofKind(POLICY_KIND)
    .filter(isAdmissionPolicy)
    .map((object) => ({
      object,
      name: object.name?.value ?? '',
      constraints: object.at('spec', 'matchConstraints'),
      conditions: expressionsIn(object.list('spec', 'matchConditions'), 'expression', 'bool'),
      variables: expressionsIn(object.list('spec', 'variables'), 'expression', 'any'),
      validations: object.list('spec', 'validations').flatMap((field) => validationIn(field, 'expression')),
      annotations: expressionsIn(object.list('spec', 'auditAnnotations'), 'valueExpression', 'any'),
      ignoresFailures: object.text('spec', 'failurePolicy')?.value === 'Ignore',
      bindings: bindings
        .filter((binding) => binding.text('spec', 'policyName')?.value === object.name?.value)
        .map((binding) => ({
          object: binding,
          actions: new Set(binding.texts('spec', 'validationActions').map(({ value }) => value)),
          matchResources: binding.at('spec', 'matchResources'),
        })),
    }))
}

function expressionsIn(
  fields: readonly Fields[],
  key: string,
  type: WrittenExpression['type'],
): WrittenExpression[] {
  return fields.flatMap((field) => {
    const expression = expressionAt(field, key, type)
    const name = field.text('name')?.value
    return expression ? [{ ...expression, ...(name !== undefined && { name }) }] : []
  })
}

function expressionAt(
  field: Fields,
  key: string,
  type: WrittenExpression['type'],
): WrittenExpression | undefined {
  const text = field.text(key)
  const node = field.at(key).node
  if (!text || node?.kind !== 'scalar') return undefined
  const start = text.value.length - text.value.trimStart().length
  const end = text.value.trimEnd().length
  // Without quotes and the header of a block.
  const span = end > start ? node.traced().spanOf(start, end) : text.span
  return { value: text.value, span, field: field.at(key), type }
}

/** A demand with its message. @param key `expression` of a policy, `rule` of a schema */
export function validationIn(field: Fields, key: 'expression' | 'rule'): Validation[] {
  const expression = expressionAt(field, key, 'bool')
  if (!expression) return []
  return [
    {
      expression,
      message: field.text('message')?.value,
      messageExpression: expressionAt(field, 'messageExpression', 'string'),
    },
  ]
}

/** Every expression of a policy, with the variables that stand before it. */
export function expressionsOf(policy: AdmissionPolicy): readonly WrittenExpression[] {
  return [
    ...policy.conditions,
    ...policy.variables,
    ...policy.validations.flatMap(({ expression, messageExpression }) => [
      expression,
      ...(messageExpression ? [messageExpression] : []),
    ]),
    ...policy.annotations,
  ]
}

/** What stands for `params`: nothing where the policy takes none. */
export type Parameters =
  | { readonly objects: readonly (KubernetesObject | undefined)[] }
  | { readonly missing: string; readonly at: Span }

/** The objects that a binding gives a policy as `params`. */
export function parametersOf({ object }: AdmissionPolicy, binding: Binding, namespace: string): Parameters {
  const kind = object.text('spec', 'paramKind', 'kind')?.value
  if (kind === undefined) return { objects: [undefined] }
  const reference = binding.object.at('spec', 'paramRef')
  const apiVersion = object.text('spec', 'paramKind', 'apiVersion')?.value
  const candidates = object.cluster.ofKind(kind).filter((each) => each.apiVersion?.value === apiVersion)
  const wanted = reference.text('namespace')?.value ?? namespace
  const near = candidates.filter((each) => each.namespace === '' || each.namespace === wanted)
  const name = reference.text('name')?.value
  const selector = readSelector(reference.at('selector'))
  const found =
    name !== undefined
      ? near.filter((each) => each.name?.value === name)
      : near.filter((each) => selector.isSet && selector.matches(each.labels))
  if (found.length > 0) return { objects: found }
  return {
    missing: `the ${kind}${name === undefined ? '' : ` ${name}`} that it takes as params`,
    at: reference.place,
  }
}
