import type { KubernetesObject } from '../object.ts'
import { celValue, KnownMap, LazyMap } from './cel-values.ts'
import { culpritOf } from './culprits.ts'
import { UnknownValue } from './expression-work.ts'
import type { Expressions, Outcome } from './expressions.ts'
import { createdValue, isFillingKnown } from './filled-in.ts'
import { type Creation, creationOf, namespaceOf, takes } from './match-resources.ts'
import { type AdmissionPolicy, parametersOf, type Validation, type WrittenExpression } from './policies.ts'
import { messageOf, shown, type Verdict } from './verdict.ts'

/** What a policy says of the creation of an object, by each of its bindings. */
export function judgeByPolicy(
  policy: AdmissionPolicy,
  object: KubernetesObject,
  expressions: Expressions,
  isOwnGroup: boolean,
): Verdict[] {
  const creation = creationOf(object)
  const verdicts: Verdict[] = []
  for (const binding of policy.bindings) {
    const kind = binding.actions.has('Deny') ? 'refused' : binding.actions.has('Warn') ? 'warned' : undefined
    if (!kind || !policy.constraints.list('resourceRules').length) continue
    const answers = [takes(policy.constraints, creation), takes(binding.matchResources, creation)]
    if (answers.includes(false)) continue
    const unknown = (message: string, by?: WrittenExpression): Verdict => ({
      kind: 'unknown',
      at: by?.span ?? policy.object.place,
      message,
      by,
      object,
    })
    if (answers.includes(undefined)) {
      verdicts.push(unknown('the files do not say whether it is asked about such objects'))
      continue
    }
    const parameters = parametersOf(policy, binding, object.namespace)
    if ('missing' in parameters) {
      verdicts.push(unknown(`${parameters.missing} is not among the files`))
      continue
    }
    for (const each of parameters.objects) {
      const values = valuesFor(policy, creation, each, expressions, isOwnGroup)
      verdicts.push(...judgeOnce(policy, kind, object, expressions, values, isOwnGroup, unknown))
    }
  }
  return verdicts
}

function* judgeOnce(
  policy: AdmissionPolicy,
  kind: 'refused' | 'warned',
  object: KubernetesObject,
  expressions: Expressions,
  values: object,
  isOwnGroup: boolean,
  unknown: (message: string, by?: WrittenExpression) => Verdict,
): Iterable<Verdict> {
  const evaluate = (text: string) => expressions.evaluate(text, values)
  /** A failure is one in the cluster only where all is known that the API server adds to the object. */
  const settle = (outcome: Outcome): Outcome =>
    'error' in outcome && /^No such key/.test(outcome.error) && !isFillingKnown(object, isOwnGroup)
      ? { unknown: `${outcome.error}, unless the API server fills it in` }
      : outcome
  for (const condition of policy.conditions) {
    const outcome = evaluate(condition.value)
    if (!outcome) return
    const settled = settle(outcome)
    if ('unknown' in settled) yield unknown(settled.unknown, condition)
    else if ('error' in settled && !policy.ignoresFailures) {
      yield {
        kind,
        at: object.place,
        message: `${shown(condition)} fails: ${settled.error}`,
        by: condition,
        object,
      }
    }
    if (!('value' in settled) || settled.value !== true) return
  }
  for (const validation of policy.validations) {
    const { expression } = validation
    const outcome = evaluate(expression.value)
    if (!outcome) continue
    const settled = settle(outcome)
    if ('unknown' in settled) yield unknown(settled.unknown, expression)
    else if ('error' in settled) {
      if (policy.ignoresFailures) continue
      const at = placeOf(validation, object, expressions, evaluate)
      yield {
        kind,
        at,
        message: `${shown(expression)} fails: ${settled.error}`,
        by: expression,
        object,
      }
    } else if (settled.value !== true) {
      const at = placeOf(validation, object, expressions, evaluate)
      // What an expression makes of a Secret may hold it.
      const shown = object.is('Secret') ? { ...validation, messageExpression: undefined } : validation
      yield { kind, at, message: messageOf(shown, evaluate), by: expression, object }
    }
  }
}

function placeOf(
  { expression }: Validation,
  object: KubernetesObject,
  expressions: Expressions,
  evaluate: (text: string) => Outcome | undefined,
) {
  const compiled = expressions.compile(expression.value)
  const culprit =
    'expression' in compiled && culpritOf(compiled.expression.root, expression.value, { object }, evaluate)
  return (culprit || object).place
}

/** What the variables of a policy's expressions stand for. */
function valuesFor(
  policy: AdmissionPolicy,
  creation: Creation,
  params: KubernetesObject | undefined,
  expressions: Expressions,
  isOwnGroup: boolean,
): object {
  const { object } = creation
  const variables = new LazyMap()
  const namespace = creation.isNamespaced ? namespaceOf(creation) : undefined
  const values = {
    object: createdValue(object, isOwnGroup),
    oldObject: null,
    params: params ? celValue(params.node) : null,
    request: requestFor(creation),
    variables,
    get namespaceObject(): unknown {
      if (!creation.isNamespaced) return null
      if (!namespace) throw new UnknownValue('namespaceObject')
      return createdValue(namespace, true)
    },
    get authorizer(): unknown {
      throw new UnknownValue('authorizer')
    },
  }
  for (const variable of policy.variables) {
    if (variable.name === undefined) continue
    variables.define(variable.name, () => {
      const outcome = expressions.evaluate(variable.value, values)
      if (outcome && 'value' in outcome) return outcome.value
      if (outcome && 'error' in outcome) throw new Error(`variables.${variable.name}: ${outcome.error}`)
      throw new UnknownValue(`variables.${variable.name}`)
    })
  }
  return values
}

function requestFor({
  object,
  group,
  version,
  kind,
  resource,
  name,
  namespace,
  isNamespaced,
}: Creation): unknown {
  const unknown = ['uid', 'userInfo', 'options', 'dryRun', ...(name === undefined ? ['name'] : [])]
  if (isNamespaced && namespace === '') unknown.push('namespace')
  const request = new KnownMap(new Set(unknown))
  const [asKind, asResource] = [mapOf({ group, version, kind }), mapOf({ group, version, resource })]
  const fields = {
    kind: asKind,
    requestKind: asKind,
    resource: asResource,
    requestResource: asResource,
    subResource: '',
    requestSubResource: '',
    operation: 'CREATE',
    ...(name !== undefined && { name }),
    ...(!unknown.includes('namespace') && { namespace }),
    object: createdValue(object, false),
  }
  for (const [key, value] of Object.entries(fields)) request.set(key, value)
  return request
}

function mapOf(fields: Readonly<Record<string, unknown>>): Map<unknown, unknown> {
  return new Map(Object.entries(fields))
}
