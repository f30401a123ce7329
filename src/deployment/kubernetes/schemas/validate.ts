import type { Entry, Mapping, Scalar, Sequence, YamlNode } from '../../../documents/yaml/node.ts'
import type { Span } from '../../../span.ts'
import { describeFormat, fitsFormat } from './formats.ts'
import { describeNode, describeType, isFilledIn, isOldBoolean, typesOf } from './node-types.ts'
import type { JsonType, Schema } from './schema.ts'

/** Something in a manifest that its schema does not allow. */
export interface ManifestProblem {
  readonly at: Span
  readonly message: string
  /** A field that nobody reads, unlike something that makes the object invalid. */
  readonly isUnknownField: boolean
  /** The fields that would have been known there. */
  readonly known?: readonly string[]
  /** Another place of the object that has a field of that name. */
  readonly home?: string
  /** What to write at `at` instead, where that is surely what was meant. */
  readonly instead?: string
}

/** Deeper nesting than any kind has. */
const MOST_LEVELS = 150
const MOST_PROBLEMS = 100

/**
 * How much work `allOf`, `anyOf` and the like may make: a schema of the project may branch so that judging by it never
 * ends. When it is used up, the rest goes unjudged.
 */
export interface Budget {
  left: number
}

interface Place {
  /** Where a problem of the whole value points: its key, or what names it. */
  readonly anchor: Span
  /** `spec.ports[0].port`. */
  readonly address: string
  readonly level: number
  /** How many branches of schemas lie above. */
  readonly branches: number
  /** Within `status`, which the cluster fills in: nothing is missing there. */
  readonly isStatus: boolean
  /** What stands around it, with its schema. */
  readonly around: { readonly place: Place; readonly schema: Schema } | undefined
}

/** Holds a manifest, or a part of one, against its schema. Never throws, whatever either holds. */
export function validate(
  node: YamlNode,
  schema: Schema,
  title: string,
  budget: Budget = { left: 100_000 },
): readonly ManifestProblem[] {
  const walk = new Walk(title, budget)
  walk.check(node, schema, {
    anchor: anchorOf(node),
    address: '',
    level: 0,
    branches: 0,
    isStatus: false,
    around: undefined,
  })
  return walk.problems
}

class Walk {
  readonly problems: ManifestProblem[] = []
  readonly #title: string
  readonly #budget: Budget
  /** Something went unjudged, so that nobody knows whether it holds. */
  #gaveUp = false

  constructor(title: string, budget: Budget) {
    this.#title = title
    this.#budget = budget
  }

  check(node: YamlNode, schema: Schema, place: Place): void {
    if (place.branches > 0) this.#budget.left -= 1
    if (this.#budget.left < 0 || place.branches + place.level > MOST_LEVELS) this.#gaveUp = true
    if (this.#gaveUp || this.problems.length >= MOST_PROBLEMS) return
    const types = typesOf(node)
    if (types === undefined) return
    // Kubernetes takes null for a field that is not written.
    if (types[0] === 'null' && schema.isNullable !== false) return
    if (schema.types && !fits(types, schema.types)) {
      this.#wrongType(node, schema, place)
      return
    }
    if (schema.values) this.#checkValues(node, schema.values, place)
    if (node.kind === 'scalar') this.#checkScalar(node, schema, place)
    else if (node.kind === 'sequence') this.#checkItems(node, schema, place)
    else this.#checkFields(node, schema, place)
    this.#checkBranches(node, schema, place)
  }

  #report(at: Span, message: string, more: Partial<ManifestProblem> = {}): void {
    this.problems.push({ at, message, isUnknownField: false, ...more })
  }

  #name({ address }: Place): string {
    return address === '' ? this.#title : `\`${address}\``
  }

  #wrongType(node: YamlNode, schema: Schema, place: Place): void {
    const wanted = schema.format === 'quantity' ? describeFormat('quantity') : list(schema.types!)
    const at = node.kind === 'scalar' && node.span.end > node.span.start ? node.span : place.anchor
    const instead = rewritten(node, schema.types!)
    const hint =
      instead === undefined
        ? ''
        : instead.startsWith('"') || instead.startsWith("'")
          ? ': put it in quotes'
          : ': write it without quotes'
    const is =
      node.kind === 'scalar' && isOldBoolean(node)
        ? `is \`${node.text}\`, which Kubernetes reads as a boolean,`
        : `is ${describeNode(node)}`
    this.#report(at, `${this.#name(place)} ${is} but must be ${wanted}${hint}.`.replace(',:', ':'), {
      ...(instead !== undefined && { instead }),
    })
  }

  #checkValues(node: YamlNode, values: NonNullable<Schema['values']>, place: Place): void {
    if (node.kind !== 'scalar' || isUnsettled(node) || node.text === '') return
    if (values.includes(node.value) || values.includes(node.text)) return
    if (isOldBoolean(node) && values.some((value) => typeof value === 'boolean')) return
    const shown = values.slice(0, 12).map((value) => (value === '' ? '""' : String(value)))
    const more = values.length > shown.length ? ' …' : ''
    this.#report(
      node.span,
      `${this.#name(place)} cannot be ${short(node.text)}: write ${shown.length > 1 ? 'one of ' : ''}${shown.join(', ')}${more}.`,
    )
  }

  #checkScalar(node: Scalar, schema: Schema, place: Place): void {
    if (isUnsettled(node)) return
    if (schema.format) this.#checkFormat(node, schema, place)
    if (typeof node.value === 'number') this.#checkRange(node, node.value, schema, place)
    else if (typeof node.value === 'string') {
      this.#checkSize(node, [...node.text.slice(0, 100_000)].length, schema.size?.string, 'characters', place)
      if (schema.pattern && !schema.pattern.matches(node.text)) {
        this.#report(
          node.span,
          `${this.#name(place)} does not match the pattern ${short(schema.pattern.source)}.`,
        )
      }
    }
  }

  #checkFormat(node: Scalar, { format }: Schema, place: Place): void {
    if (format === 'int32') {
      if (typeof node.value === 'number' && (node.value < -(2 ** 31) || node.value >= 2 ** 31)) {
        this.#report(node.span, `${this.#name(place)} does not fit into 32 bits.`)
      }
      return
    }
    const isText = typeof node.value === 'string' || format === 'quantity'
    if (!isText || fitsFormat(node.text, format!)) return
    const hint = format === 'base64' ? ', or move it to `stringData`, which takes it as it is' : ''
    const what = format === 'base64' ? ' is not base64: encode it' : ` must be ${describeFormat(format!)}`
    this.#report(node.span, `${this.#name(place)}${what}${place.address.startsWith('data.') ? hint : ''}.`)
  }

  #checkRange(node: Scalar, value: number, { minimum, maximum }: Schema, place: Place): void {
    const isLow = minimum && (minimum.isExclusive ? value <= minimum.value : value < minimum.value)
    const isHigh = maximum && (maximum.isExclusive ? value >= maximum.value : value > maximum.value)
    if (!isLow && !isHigh) return
    const least = minimum && `${minimum.isExclusive ? 'more than' : 'at least'} ${minimum.value}`
    const most = maximum && `${maximum.isExclusive ? 'less than' : 'at most'} ${maximum.value}`
    const range = [least, most].filter((each) => each !== undefined).join(' and ')
    this.#report(node.span, `${this.#name(place)} is ${short(node.text)} but must be ${range}.`)
  }

  #checkSize(
    node: YamlNode,
    count: number,
    size: { readonly least: number; readonly most: number } | undefined,
    what: string,
    place: Place,
  ): void {
    if (!size || (count >= size.least && count <= size.most)) return
    const wanted = count < size.least ? `at least ${size.least}` : `at most ${size.most}`
    const at = node.kind === 'scalar' && node.span.end > node.span.start ? node.span : place.anchor
    this.#report(at, `${this.#name(place)} has ${count} ${what} but must have ${wanted}.`)
  }

  #checkItems(node: Sequence, schema: Schema, place: Place): void {
    this.#checkSize(node, node.items.length, schema.size?.array, 'items', place)
    const { items } = schema
    if (!items) return
    for (const [index, item] of node.items.entries()) {
      const address = `${place.address}[${index}]`
      if (isNull(item) && items.types?.[0] === 'object' && items.isNullable !== true) {
        this.#report(place.anchor, `\`${address}\` is empty but must be a mapping.`)
        continue
      }
      this.check(item, items, { ...place, anchor: anchorOf(item), address, level: place.level + 1 })
    }
  }

  #checkFields(node: Mapping, schema: Schema, place: Place): void {
    this.#checkSize(node, node.entries.length, schema.size?.object, 'fields', place)
    const { fields, additional } = schema
    for (const entry of node.entries) {
      const key = entry.key.text
      const field = fields?.get(key) ?? additional
      if (!field) {
        if (schema.others === 'dropped' || schema.others === 'refused')
          this.#unknown(entry, node, schema, place)
        continue
      }
      const address = place.address === '' ? key : `${place.address}.${key}`
      const isStatus = place.isStatus || (place.level === 0 && key === 'status')
      const around = { place, schema }
      this.check(entry.value, field, {
        anchor: entry.key.span,
        address,
        level: place.level + 1,
        isStatus,
        around,
        branches: place.branches,
      })
    }
    if (place.isStatus) return
    for (const name of schema.required ?? []) {
      const entry = node.entry(name)
      if (fields?.get(name)?.hasDefault) continue
      if (entry && !(isNull(entry.value) && fields?.get(name)?.isNullable === undefined)) continue
      const what = place.address === '' ? this.#title : `\`${place.address}\``
      const kind = schema.title && place.address !== '' ? ` (${schema.title})` : ''
      this.#report(entry?.key.span ?? place.anchor, `${what}${kind} needs \`${name}\`.`)
    }
  }

  #unknown({ key }: Entry, node: Mapping, schema: Schema, place: Place): void {
    if (isFilledIn(key.text)) return
    const where = place.address === '' ? '' : ` at \`${place.address}\``
    const whose = schema.title ?? this.#title
    this.#report(key.span, `${whose} has no field \`${short(key.text)}\`${where}.`, {
      isUnknownField: schema.others === 'dropped',
      known: [...(schema.fields?.keys() ?? [])].filter((each) => !node.entry(each)),
      ...homeOf(key.text, node, schema, place),
    })
  }

  #checkBranches(node: YamlNode, schema: Schema, around: Place): void {
    const { allOf, anyOf, oneOf, not } = schema
    if (!allOf && !anyOf && !oneOf && !not) return
    const place = { ...around, branches: around.branches + 1 }
    const at = node.kind === 'scalar' && node.span.end > node.span.start ? node.span : place.anchor
    const name = this.#name(place)
    for (const each of allOf ?? []) this.check(node, each, place)
    const reports: string[] = []
    const none = (branches: readonly Schema[]) =>
      `${name} has none of the shapes that are allowed${this.#onlyReason(node, branches, place)}.`
    if (anyOf && !anyOf.some((each) => this.#accepts(node, each, place))) reports.push(none(anyOf))
    if (oneOf) {
      const count = oneOf.filter((each) => this.#accepts(node, each, place)).length
      if (count === 0) reports.push(none(oneOf))
      else if (count > 1) reports.push(`${name} has ${count} shapes at once, of which only one is allowed.`)
    }
    if (not && this.#accepts(node, not, place)) reports.push(`${name} has a shape that is forbidden.`)
    // Whether it fits shows when what is left out has been filled in.
    if (reports.length === 0 || isFilledUp(node, schema)) return
    if (!this.#gaveUp) for (const message of reports) this.#report(at, message)
  }

  #accepts(node: YamlNode, schema: Schema, place: Place): boolean {
    return this.#tried(node, schema, place).length === 0
  }

  #tried(node: YamlNode, schema: Schema, place: Place): readonly ManifestProblem[] {
    const trial = new Walk(this.#title, this.#budget)
    trial.check(node, schema, place)
    this.#gaveUp ||= trial.#gaveUp
    return trial.problems.filter(({ isUnknownField }) => !isUnknownField)
  }

  /** Why the only branch there is does not fit. */
  #onlyReason(node: YamlNode, branches: readonly Schema[], place: Place): string {
    const [first] = branches.length === 1 ? this.#tried(node, branches[0]!, place) : []
    return first ? `: ${first.message.replace(/\.$/, '')}` : ''
  }
}

/** Where a field would be known: in a neighbour that is written, in the only one that might be, or further out. */
function homeOf(
  name: string,
  node: Mapping,
  schema: Schema,
  { address, around }: Place,
): { readonly home?: string } {
  const within = (key: string) => (address === '' ? key : `${address}.${key}`)
  if (schema.title === 'LabelSelector') return { home: within('matchLabels') }
  const neighbours = [...(schema.fields ?? [])].filter(
    ([, field]) => field.fields?.has(name) || field.items?.fields?.has(name),
  )
  const found =
    neighbours.find(([key]) => node.entry(key)) ?? (neighbours.length === 1 ? neighbours[0] : undefined)
  if (found) return { home: `${within(found[0])}${found[1].items ? '[]' : ''}` }
  for (let outer = around; outer; outer = outer.place.around) {
    if (outer.schema.fields?.has(name) && outer.place.address !== '') return { home: outer.place.address }
  }
  return {}
}

/** Whether the API server fills something in, here or further down. */
function isFilledUp(node: YamlNode, schema: Schema): boolean {
  const { fields, items, additional } = schema
  if (node.kind === 'sequence')
    return items !== undefined && node.items.some((item) => isFilledUp(item, items))
  if (node.kind === 'scalar') return false
  for (const [name, field] of fields ?? []) if (field.hasDefault && !node.entry(name)) return true
  return node.entries.some(({ key, value }) => {
    const field = fields?.get(key.text) ?? additional
    return field !== undefined && isFilledUp(value, field)
  })
}

function fits(types: readonly JsonType[], wanted: readonly JsonType[]): boolean {
  return types.some((type) => wanted.includes(type) || (type === 'integer' && wanted.includes('number')))
}

/** What the author must have meant: `"8080"` for a text, `8080` for a number. */
function rewritten(node: YamlNode, wanted: readonly JsonType[]): string | undefined {
  if (node.kind !== 'scalar' || node.tag !== undefined || node.anchor !== undefined) return undefined
  const { text, value } = node
  if (
    wanted.includes('string') &&
    (typeof value === 'number' || typeof value === 'boolean' || isOldBoolean(node))
  )
    return JSON.stringify(text)
  if (!node.style.endsWith('quoted')) return undefined
  if (wanted.includes('integer') && /^-?(?:0|[1-9]\d*)$/.test(text)) return text
  return wanted.includes('boolean') && /^(?:true|false)$/.test(text) ? text : undefined
}

function isNull(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.value === null && node.tag === undefined
}

/** Another tool fills it in, or its tag says what it is. */
function isUnsettled(node: Scalar): boolean {
  return (node.tag !== undefined && node.tag !== '!!str') || isFilledIn(node.text)
}

/** What names a value: its `name` or `kind`, else its first key, else itself. */
function anchorOf(node: YamlNode): Span {
  if (node.kind === 'mapping') {
    const name = node.get('name') ?? node.get('kind')
    if (name?.kind === 'scalar' && name.span.end > name.span.start) return name.span
    return node.entries[0]?.key.span ?? node.span
  }
  return node.kind === 'sequence' && node.items[0] ? anchorOf(node.items[0]) : node.span
}

function list(types: readonly JsonType[]): string {
  return types.map(describeType).join(' or ')
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
