import type { ASTNode } from '@marcbachmann/cel-js'
import type { Span } from '../../../span.ts'
import { nodesOf } from './expression-work.ts'
import type { Expressions } from './expressions.ts'
import { type AdmissionPolicy, expressionsOf, type WrittenExpression } from './policies.ts'

/** An expression that the API server refuses, or that we do not understand. */
export interface ExpressionFault {
  readonly at: Span
  readonly message: string
  /** It may be sound: something in it is not known here. */
  readonly isUnsupported: boolean
}

/** Fields of `request` (`AdmissionRequest`), where an unknown one is an error when the policy is created. */
const REQUEST_FIELDS: ReadonlySet<string> = new Set([
  ...['kind', 'resource', 'subResource', 'requestKind', 'requestResource', 'requestSubResource', 'name'],
  ...['namespace', 'operation', 'userInfo', 'dryRun', 'options', 'uid', 'object', 'oldObject'],
])

/** What is wrong with the expressions of a policy, or of a schema, which has validations only. */
export function findFaults(
  policy: Pick<AdmissionPolicy, 'validations'> & Partial<AdmissionPolicy>,
  expressions: Expressions,
): readonly ExpressionFault[] {
  const whole: AdmissionPolicy | undefined = policy.object && (policy as AdmissionPolicy)
  const written = whole
    ? expressionsOf(whole)
    : policy.validations.flatMap(({ expression, messageExpression }) => [
        expression,
        ...(messageExpression ? [messageExpression] : []),
      ])
  return written.flatMap((each) => faultOf(each, whole, expressions) ?? [])
}

function faultOf(
  written: WrittenExpression,
  policy: AdmissionPolicy | undefined,
  expressions: Expressions,
): ExpressionFault | undefined {
  const compiled = expressions.compile(written.value)
  if ('unsupported' in compiled) {
    return { at: written.span, message: compiled.unsupported, isUnsupported: true }
  }
  if ('fault' in compiled) {
    const { start, end, message } = compiled.fault
    return { at: spanOf(written, start, end), message, isUnsupported: false }
  }
  const { type, root } = compiled.expression
  const isRight = written.type === 'any' || type === written.type || type.startsWith('dyn')
  if (!isRight) {
    const wanted = written.type === 'bool' ? 'true or false (bool)' : 'a text (string)'
    return { at: written.span, message: `It is ${type} and must be ${wanted}.`, isUnsupported: false }
  }
  const unknown = policy && unknownField(root, written, policy)
  return (
    unknown && {
      at: spanOf(written, unknown.start, unknown.end),
      message: unknown.message,
      isUnsupported: false,
    }
  )
}

function unknownField(
  root: ASTNode,
  written: WrittenExpression,
  policy: AdmissionPolicy,
): { readonly start: number; readonly end: number; readonly message: string } | undefined {
  const at = policy.variables.indexOf(written)
  const before = at === -1 ? policy.variables : policy.variables.slice(0, at)
  const isCondition = policy.conditions.includes(written)
  const names = new Set(isCondition ? [] : before.map(({ name }) => name))
  for (const node of nodesOf(root)) {
    if (node.op === 'id' && node.args === 'params' && !policy.object.at('spec', 'paramKind').isSet) {
      return { start: node.pos, end: node.end, message: 'There are no params without `paramKind`.' }
    }
    if (node.op !== '.' || node.args[0].op !== 'id') continue
    const [{ args: name }, field] = node.args
    if (name === 'variables' && !names.has(field)) {
      const where = isCondition ? 'match conditions have no variables' : 'write it before what uses it'
      return { start: node.pos, end: node.end, message: `There is no variable ${field} here: ${where}.` }
    }
    if (name === 'request' && !REQUEST_FIELDS.has(field)) {
      return { start: node.pos, end: node.end, message: `request has no field ${field}.` }
    }
  }
  return undefined
}

/** A part of an expression in its file; where it is folded, the whole of it. */
function spanOf({ field, span }: WrittenExpression, start: number, end: number): Span {
  const node = field.node
  if (node?.kind !== 'scalar') return span
  const last = Math.max(1, node.text.trimEnd().length)
  const from = Math.min(Math.max(0, start), last - 1)
  return node.traced().spanOf(from, Math.max(from + 1, Math.min(end, node.text.length)))
}
