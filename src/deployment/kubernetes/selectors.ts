import type { Located, Span } from '../../span.ts'
import type { Fields } from './fields.ts'

/** Labels of a pod or another object. */
export type Labels = ReadonlyMap<string, Located<string>>

type Operator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'

/** One demand of a selector. */
interface Requirement {
  readonly key: string
  readonly operator: Operator
  readonly values: readonly string[]
  readonly span: Span
}

/** Which objects something is about, by their labels. */
export interface LabelSelector {
  /** Where it stands, or would stand. */
  readonly field: Fields
  /** All of them must hold. */
  readonly requirements: readonly Requirement[]
  /** What the API refuses of it; a selector with faults matches nothing and nobody knows what it means. */
  readonly faults: readonly { readonly at: Span; readonly message: string }[]
  /** Whether it is written and not null. */
  readonly isSet: boolean
  /** It demands nothing. What that means depends on whose it is: every pod for a policy, none for a Service. */
  readonly isEmpty: boolean
  /** An empty one matches everything; one with faults nothing. */
  matches(labels: Labels): boolean
}

/** A selector with `matchLabels` and `matchExpressions`. */
export function readSelector(field: Fields): LabelSelector {
  const faults: { at: Span; message: string }[] = []
  if (field.isSet && !field.isMapping) {
    faults.push({ at: field.place, message: 'a selector is a mapping with matchLabels or matchExpressions' })
  }
  const requirements = [
    ...equalities(field.at('matchLabels')),
    ...field.list('matchExpressions').flatMap((each) => expression(each, faults) ?? []),
  ]
  return makeSelector(field, requirements, faults)
}

/** A selector that is a plain mapping of labels, as Services and ReplicationControllers have. */
export function readPlainSelector(field: Fields): LabelSelector {
  return makeSelector(field, equalities(field), [])
}

function equalities(field: Fields): Requirement[] {
  return field.entries().map((each) => ({
    key: each.key!.value,
    operator: 'In',
    values: [each.text()?.value ?? ''],
    span: each.entry!.span,
  }))
}

function expression(field: Fields, faults: { at: Span; message: string }[]): Requirement | undefined {
  const key = field.text('key')
  const operator = field.text('operator')
  const values = field.texts('values').map(({ value }) => value)
  const fault = (at: Span, message: string) => {
    faults.push({ at, message })
    return undefined
  }
  if (!key) return fault(field.place, 'the expression names no key')
  if (!operator || !/^(?:In|NotIn|Exists|DoesNotExist)$/.test(operator.value)) {
    return fault(
      operator?.span ?? field.place,
      'the operator of an expression is In, NotIn, Exists or DoesNotExist',
    )
  }
  const isAboutValues = operator.value === 'In' || operator.value === 'NotIn'
  if (isAboutValues && values.length === 0) return fault(operator.span, `${operator.value} needs values`)
  if (!isAboutValues && values.length > 0) return fault(operator.span, `${operator.value} takes no values`)
  return { key: key.value, operator: operator.value as Operator, values, span: field.span ?? key.span }
}

function makeSelector(
  field: Fields,
  requirements: readonly Requirement[],
  faults: LabelSelector['faults'],
): LabelSelector {
  return {
    field,
    requirements,
    faults,
    isSet: field.isSet,
    isEmpty: requirements.length === 0 && faults.length === 0,
    matches: (labels) => faults.length === 0 && requirements.every((each) => holds(each, labels)),
  }
}

/** An absent key satisfies NotIn (Kubernetes documentation, "Labels and Selectors"). */
function holds({ key, operator, values }: Requirement, labels: Labels): boolean {
  const value = labels.get(key)?.value
  if (operator === 'Exists') return value !== undefined
  if (operator === 'DoesNotExist') return value === undefined
  const isAmong = value !== undefined && values.includes(value)
  return operator === 'In' ? isAmong : !isAmong
}

/** Things with labels, found by a pair of key and value without looking at all of them. */
export class LabelIndex<T> {
  readonly #labelsOf: (item: T) => Labels
  readonly #all: readonly T[]
  #byPair: Map<string, T[]> | undefined

  constructor(items: readonly T[], labelsOf: (item: T) => Labels) {
    this.#all = items
    this.#labelsOf = labelsOf
  }

  /** Those that a selector matches; an empty one matches all. */
  matching(selector: LabelSelector): readonly T[] {
    if (selector.faults.length > 0) return []
    const exact = selector.requirements.filter(
      ({ operator, values }) => operator === 'In' && values.length === 1,
    )
    let candidates = this.#all
    for (const { key, values } of exact) {
      const some = this.#pairs().get(`${key}\0${values[0]}`) ?? []
      if (some.length < candidates.length) candidates = some
    }
    return candidates.filter((item) => selector.matches(this.#labelsOf(item)))
  }

  #pairs(): Map<string, T[]> {
    if (this.#byPair) return this.#byPair
    const byPair = new Map<string, T[]>()
    for (const item of this.#all) {
      for (const [key, { value }] of this.#labelsOf(item)) {
        const pair = `${key}\0${value}`
        const known = byPair.get(pair)
        if (known) known.push(item)
        else byPair.set(pair, [item])
      }
    }
    this.#byPair = byPair
    return byPair
  }
}
