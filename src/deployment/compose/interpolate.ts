import {
  expandTemplate,
  LONGEST_EXPANSION,
  parseTemplate,
  type Template,
  type TemplateReference,
} from '../../documents/template.ts'
import type { Entry, Scalar, YamlNode } from '../../documents/yaml/node.ts'
import { type Span, TracedText } from '../../span.ts'
import { castScalar, casts } from './casts.ts'
import type { ComposeReference, ReferenceState } from './model.ts'
import type { Notes } from './notes.ts'
import { readAsCompose } from './plain-scalars.ts'
import { makeMapping, makeScalar, makeSequence, type PathTable, type Step, withValue } from './tree.ts'
import type { Variables } from './variables.ts'

/**
 * The tree with every variable in its values expanded; keys stay. Texts at places that want another type are
 * cast to it. Nodes without a variable are the same objects as before.
 */
export function interpolate(root: YamlNode, variables: Variables, notes: Notes): YamlNode {
  return new Interpolation(variables, notes).node(root, casts, [])
}

/** One text with its variables expanded and no note taken; undefined where it is no valid template. */
export function expandText(text: string, variables: Variables): string | undefined {
  if (!text.includes('$')) return text
  const template = parseTemplate(text, 'compose')
  if (template.problems.length > 0) return undefined
  return expandTemplate(template, (name) => variables.get(name))
}

interface Branch {
  readonly take: 'value' | 'operand' | 'nothing'
  readonly state: ReferenceState
}

/** What a reference becomes, given the value of its variable. */
function branchOf(reference: TemplateReference, value: string | undefined): Branch {
  switch (reference.operator) {
    case undefined:
      return value === undefined ? { take: 'nothing', state: 'empty-unset' } : { take: 'value', state: 'set' }
    case ':-':
      return value ? { take: 'value', state: 'set' } : { take: 'operand', state: 'default' }
    case '-':
      return value === undefined ? { take: 'operand', state: 'default' } : { take: 'value', state: 'set' }
    case ':?':
      return value ? { take: 'value', state: 'set' } : { take: 'nothing', state: 'required-unset' }
    case '?':
      return value === undefined
        ? { take: 'nothing', state: 'required-unset' }
        : { take: 'value', state: 'set' }
    case ':+':
      return { take: value ? 'operand' : 'nothing', state: 'alternative' }
    case '+':
      return { take: value === undefined ? 'nothing' : 'operand', state: 'alternative' }
    default:
      return { take: 'nothing', state: value === undefined ? 'empty-unset' : 'set' }
  }
}

/** Where an expansion takes place and what it found. */
interface Place {
  readonly source: TracedText
  readonly path: readonly Step[]
  isUnresolved: boolean
}

class Interpolation {
  readonly #variables: Variables
  readonly #notes: Notes
  /** A node that stands in several places by an alias is expanded once for each type its places want. */
  readonly #done = new Map<YamlNode, { readonly table: PathTable<unknown> | undefined; result: YamlNode }[]>()

  constructor(variables: Variables, notes: Notes) {
    this.#variables = variables
    this.#notes = notes
  }

  node(node: YamlNode, table: typeof casts | undefined, path: readonly Step[]): YamlNode {
    const known = this.#done.get(node)
    const before = known?.find((one) => one.table === table)
    if (before) return before.result
    const result = this.#expand(node, table, path)
    if (known) known.push({ table, result })
    else this.#done.set(node, [{ table, result }])
    return result
  }

  #expand(node: YamlNode, table: typeof casts | undefined, path: readonly Step[]): YamlNode {
    if (node.kind === 'scalar') return this.#scalar(node, table, path)
    if (node.kind === 'sequence') {
      const items = node.items.map((item, index) => this.node(item, table?.step(index), [...path, index]))
      return items.some((item, index) => item !== node.items[index]) ? makeSequence(items, node) : node
    }
    const entries = node.entries.map((entry): Entry => {
      const key = entry.key.text
      return withValue(entry, this.node(entry.value, table?.step(key), [...path, key]))
    })
    return entries.some((entry, index) => entry !== node.entries[index]) ? makeMapping(entries, node) : node
  }

  #scalar(scalar: Scalar, table: typeof casts | undefined, path: readonly Step[]): Scalar {
    const expanded =
      typeof scalar.value === 'string' && scalar.value.includes('$')
        ? this.#text(scalar, path)
        : readAsCompose(scalar)
    if (table?.value === undefined) return expanded
    const cast = castScalar(expanded, table.value)
    this.#notes.inherit(cast, expanded)
    return cast
  }

  #text(scalar: Scalar, path: readonly Step[]): Scalar {
    const source = scalar.traced()
    const template = parseTemplate(source.value, 'compose')
    for (const problem of template.problems) {
      this.#notes.problem('interpolation', source.spanOf(problem.start, problem.end), problem.message)
    }
    const place: Place = { source, path, isUnresolved: template.problems.length > 0 }
    const pieces = template.problems.length > 0 ? undefined : this.#template(template, place)
    const whole = pieces ? TracedText.concat(pieces, scalar.span) : source
    const text = whole.value.length > LONGEST_EXPANSION ? whole.slice(0, LONGEST_EXPANSION) : whole
    const result = makeScalar(text.value, text, scalar)
    if (place.isUnresolved) this.#notes.markUnresolved(result)
    return result
  }

  #template(template: Template, place: Place): TracedText[] {
    return template.parts.flatMap((part) => {
      if (part.kind === 'reference') return this.#reference(part, place)
      if (part.value.length === part.end - part.start) return place.source.slice(part.start, part.end)
      return wholly(part.value, place.source.spanOf(part.start, part.end))
    })
  }

  #reference(reference: TemplateReference, place: Place): TracedText[] {
    const value = this.#variables.get(reference.name)
    const { take, state } = branchOf(reference, value)
    const span = place.source.spanOf(reference.start, reference.end)
    const operand = take === 'operand' && reference.operand ? this.#template(reference.operand, place) : []
    this.#note(reference, state, span, place)
    if (take === 'operand') return operand
    return take === 'value' && value !== undefined ? [wholly(value, span)] : []
  }

  #note(reference: TemplateReference, state: ReferenceState, span: Span, place: Place): void {
    const { name, operator, operand } = reference
    const operandText = operand && expandTemplate(operand, (other) => this.#variables.get(other))
    let note: ComposeReference = { name, span, operator, state, path: place.path }
    if ((operator === ':-' || operator === '-') && operandText !== undefined) {
      note = { ...note, default: { value: operandText, span: operandSpan(reference, place.source) } }
    } else if (operator === ':?' || operator === '?') note = { ...note, message: operandText ?? '' }
    this.#notes.addReference(note)
    if (state === 'required-unset') {
      place.isUnresolved = true
      const why = operandText ? `: ${operandText}` : ''
      this.#notes.problem(
        'required-variable',
        span,
        `The variable ${name} is required and has no value${why}.`,
      )
    } else if (state === 'empty-unset') {
      place.isUnresolved = true
      const message = `The variable ${name} has no value and no default; it becomes nothing.`
      this.#notes.problem('unset-variable', span, message, { severity: 'warning' })
    }
  }
}

function operandSpan(reference: TemplateReference, source: TracedText): Span {
  const end = reference.end - 1
  const parts = reference.operand?.parts ?? []
  return source.spanOf(parts[0]?.start ?? end, parts.at(-1)?.end ?? end)
}

/** A text that stands for its source as a whole, not character by character. */
function wholly(value: string, span: Span): TracedText {
  return TracedText.join([{ value, span, whole: true }], span)
}
