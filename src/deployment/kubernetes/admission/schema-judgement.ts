import type { Fields } from '../fields.ts'
import type { KubernetesObject } from '../object.ts'
import { culpritOf } from './culprits.ts'
import { type PlacedRule, selfValue } from './custom-rules.ts'
import type { Expressions } from './expressions.ts'
import { messageOf, shown, type Verdict } from './verdict.ts'

/** What a rule of a schema says of a part of an object; nothing where it holds. */
export function judgeByRule(
  rule: PlacedRule,
  object: KubernetesObject,
  expressions: Expressions,
): Verdict | undefined {
  const { expression, place, schema, isOldSelfOptional } = rule
  const isTransition = /\boldSelf\b/.test(expression.value)
  // It is about changes, and a new object has none.
  if (isTransition && !isOldSelfOptional) return undefined
  const conversions = {
    timestamp: (text: string) => expressions.make('timestamp', text),
    duration: (text: string) => expressions.make('duration', text),
  }
  const values = { self: selfValue(place, schema, conversions), oldSelf: expressions.nothing }
  const evaluate = (text: string) => expressions.evaluate(text, values)
  const outcome = evaluate(expression.value)
  if (!outcome || ('value' in outcome && outcome.value === true)) return undefined
  const base = { by: expression, object }
  if ('unknown' in outcome) return { ...base, kind: 'unknown', at: expression.span, message: outcome.unknown }
  const compiled = expressions.compile(expression.value)
  const culprit =
    fieldAt(place, rule.fieldPath) ??
    ('expression' in compiled
      ? culpritOf(compiled.expression.root, expression.value, { self: place }, evaluate)
      : undefined)
  const message =
    'error' in outcome ? `${shown(expression)} fails: ${outcome.error}` : messageOf(rule, evaluate)
  return { ...base, kind: 'refused', at: (culprit ?? place).place, message }
}

/** `.spec.replicas`, `['a.b']`. */
function fieldAt(place: Fields, path: string | undefined): Fields | undefined {
  if (path === undefined) return undefined
  let here = place
  for (const [, name, quoted] of path.matchAll(/\.([\w-]+)|\['((?:[^'\\]|\\.)*)'\]/g)) {
    here = here.at(name ?? quoted ?? '')
  }
  return here
}
