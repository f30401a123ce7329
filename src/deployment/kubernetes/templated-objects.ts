import type { Entry, Mapping, Scalar, YamlDocument, YamlNode } from '../../documents/yaml/node.ts'
import { Lines, type Span } from '../../span.ts'
import { entryOf, hull, mappingOf, scalarAt, sequenceOf } from './rendered-nodes.ts'
import { alignLines } from './template-lines.ts'

/**
 * Gives an object that Helm made the places of the template's lines: a value that an action stands for has the
 * place of the action, and what comes from elsewhere that of the values, or of what stands around it.
 * @param rendered everything that Helm printed, which the object's own spans are of
 */
export function placeTemplated(
  object: Mapping,
  rendered: Lines,
  template: YamlDocument,
  values: readonly YamlDocument[],
): Mapping {
  const first = rendered.lineOf(object.span.start)
  const last = rendered.lineOf(Math.max(object.span.start, object.span.end - 1))
  const result = Array.from({ length: last - first + 1 }, (_, index) => rendered.lineText(first + index))
  const lines = new Lines(template.text)
  const written = Array.from({ length: lines.count }, (_, index) => lines.lineText(index + 1))
  return new Placing(lines, template.path, rendered, {
    first,
    aligned: alignLines(written, result),
    values: values.map(entriesByText),
  }).object(object)
}

/** Where the lines of an object come from. */
interface Comparison {
  /** The line of the rendered text that it begins on. */
  readonly first: number
  readonly aligned: readonly (number | undefined)[]
  /** Of each file of values, strongest first, its entries by key and text. */
  readonly values: readonly ReadonlyMap<string, readonly Entry[]>[]
}

class Placing {
  readonly #path: string
  readonly #template: Lines
  readonly #rendered: Lines
  readonly #comparison: Comparison

  constructor(template: Lines, path: string, rendered: Lines, comparison: Comparison) {
    this.#path = path
    this.#template = template
    this.#rendered = rendered
    this.#comparison = comparison
  }

  object(object: Mapping): Mapping {
    const known = this.#comparison.aligned.find((line) => line !== undefined)
    return this.#node(object, this.#wholeLine((known ?? 0) + 1)) as Mapping
  }

  #node(node: YamlNode, around: Span): YamlNode {
    if (node.kind === 'scalar') return scalarAt(node, this.#placeOfValue(node) ?? around)
    if (node.kind === 'sequence') {
      const items = node.items.map((item) => this.#node(item, this.#placeOfLine(item.span.start) ?? around))
      return sequenceOf(items, spanOver(items.map(({ span }) => span)) ?? around)
    }
    const entries = node.entries.map(({ key, value }) => {
      const given = this.#lineFor(key.span.start) === undefined ? this.#givenAs(key, value) : undefined
      if (given) return entryOf(given.key, scalarAt(value as Scalar, given.value.span))
      const place = this.#placeOfKey(key) ?? around
      return entryOf(scalarAt(key, place), this.#node(value, place))
    })
    return mappingOf(entries, spanOver(entries.map(({ span }) => span)) ?? around)
  }

  /** The entry of the values that says the same, where only one does. */
  #givenAs(key: Scalar, value: YamlNode): Entry | undefined {
    if (value.kind !== 'scalar' || value.text === '') return undefined
    const name = `${key.text}\0${value.text}`
    const found = this.#comparison.values.map((entries) => entries.get(name)).find((entries) => entries)
    return found?.length === 1 ? found[0] : undefined
  }

  #lineFor(offset: number): number | undefined {
    const { aligned, first } = this.#comparison
    const line = aligned[this.#rendered.lineOf(offset) - first]
    return line === undefined ? undefined : line + 1
  }

  #placeOfKey(key: Scalar): Span | undefined {
    const line = this.#lineFor(key.span.start)
    if (line === undefined) return undefined
    const at = this.#template.lineText(line).indexOf(key.text)
    if (at === -1) return this.#wholeLine(line)
    const start = this.#template.startOf(line) + at
    return { path: this.#path, start, end: start + key.text.length }
  }

  /** The same text in the line, else what stands behind the key or the dash. */
  #placeOfValue(node: Scalar): Span | undefined {
    const line = this.#lineFor(node.span.start)
    if (line === undefined) return undefined
    const text = this.#template.lineText(line)
    const rendered = this.#rendered
    const own = rendered.lineOf(node.span.start)
    const column = node.span.start - rendered.startOf(own)
    const source = rendered.lineText(own).slice(column, column + node.span.end - node.span.start)
    const behind = rendered.lineText(own).slice(0, column).trim()
    const from = text.indexOf(behind)
    const at = from === -1 || behind === '' ? text.search(/\S/) : from + behind.length
    const exact = text.indexOf(source, at)
    const start = exact !== -1 && source !== '' ? exact : at + (text.slice(at).search(/\S/) + 1 || 1) - 1
    const end = exact !== -1 && source !== '' ? exact + source.length : text.trimEnd().length
    const offset = this.#template.startOf(line)
    return { path: this.#path, start: offset + start, end: offset + Math.max(start, end) }
  }

  #placeOfLine(offset: number): Span | undefined {
    const line = this.#lineFor(offset)
    return line === undefined ? undefined : this.#wholeLine(line)
  }

  #wholeLine(line: number): Span {
    const text = this.#template.lineText(line)
    const start = this.#template.startOf(line)
    return {
      path: this.#path,
      start: start + Math.max(0, text.search(/\S/)),
      end: start + text.trimEnd().length,
    }
  }
}

function spanOver(spans: readonly Span[]): Span | undefined {
  const [first] = spans
  return first && spans.reduce(hull, first)
}

function entriesByText({ roots }: YamlDocument): ReadonlyMap<string, readonly Entry[]> {
  const found = new Map<string, Entry[]>()
  const visit = (node: YamlNode | undefined): void => {
    if (node?.kind === 'sequence') for (const item of node.items) visit(item)
    if (node?.kind !== 'mapping') return
    for (const entry of node.entries) {
      if (entry.value.kind !== 'scalar') visit(entry.value)
      else {
        const name = `${entry.key.text}\0${entry.value.text}`
        found.set(name, [...(found.get(name) ?? []), entry])
      }
    }
  }
  for (const { root } of roots) visit(root)
  return found
}
