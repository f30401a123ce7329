import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
  type Scalar as YamlScalar,
} from 'yaml'
import type { Span } from '../../span.ts'
import type { DocumentProblem } from '../document.ts'
import { MappingNode, SequenceNode, withoutTwins } from './collection.ts'
import { mergedEntries } from './merge.ts'
import type { Entry, Scalar, YamlNode } from './node.ts'
import { quoted } from './problems.ts'
import { ScalarNode, type ScalarOrigin } from './scalar.ts'

/** How many nodes aliases may repeat in one file, before they are taken for an attack. */
const MOST_REPEATED_NODES = 100_000

interface Anchored {
  /** Absent while the node is still being made: an alias to it would be a cycle. */
  readonly node?: YamlNode
  /** Nodes in it, those repeated by aliases counted again. */
  readonly size: number
}

const STYLES: Readonly<Record<string, Scalar['style']>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single-quoted',
  QUOTE_DOUBLE: 'double-quoted',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
}

/**
 * Makes our tree out of the nodes of the `yaml` package: aliases are resolved, merge keys worked in, twin keys
 * dropped. One for each file; `document` is called for each document in it, in order.
 */
export class TreeConstruction {
  readonly #path: string
  readonly #text: string
  readonly #report: (problem: DocumentProblem) => void
  readonly #here: ScalarOrigin
  #anchors = new Map<string, Anchored>()
  #size = 0
  #repeated = 0
  #tooMuchReported = false
  /** Where the node made last ends in its source: for an alias behind the alias, not behind its target. */
  #end = 0
  /** Nulls that stand for something already reported. */
  readonly #broken = new WeakSet<YamlNode>()

  constructor(path: string, text: string, report: (problem: DocumentProblem) => void) {
    this.#path = path
    this.#text = text
    this.#report = report
    this.#here = { source: text, parentIndent: 0, blockEnd: 0, elsewhere: false }
  }

  /** The tree of one document; anchors do not reach over to the next. */
  document(contents: unknown): YamlNode | undefined {
    this.#anchors = new Map()
    if (isScalar(contents) && !contents.tag && !contents.anchor && isUnwritten(contents)) return undefined
    return contents ? this.#node(contents) : undefined
  }

  #node(node: unknown): YamlNode {
    this.#size += 1
    if (isAlias(node)) return this.#alias(node)
    const { anchor } = node as { anchor?: string }
    const sizeBefore = this.#size
    if (anchor) this.#anchors.set(anchor, { size: 0 })
    const made = isMap(node) ? this.#mapping(node) : isSeq(node) ? this.#sequence(node) : this.#scalar(node)
    if (anchor) this.#anchors.set(anchor, { node: made, size: this.#size - sizeBefore + 1 })
    return made
  }

  #scalar(node: unknown): ScalarNode {
    const scalar = node as YamlScalar
    const [start, end] = this.#range(scalar)
    if (!isScalar(node)) return this.#null(start, end)
    const text = scalar.source ?? ''
    const style = STYLES[scalar.type ?? 'PLAIN'] ?? 'plain'
    const token = (scalar as { srcToken?: { indent?: number } }).srcToken
    const span =
      style === 'literal' || style === 'folded'
        ? this.#span(start, this.#blockEnd(start, end))
        : style === 'plain' && isUnwritten(scalar)
          ? this.#unwritten(start)
          : this.#span(start, end)
    const origin =
      style === 'literal' || style === 'folded'
        ? { ...this.#here, parentIndent: token?.indent ?? 0, blockEnd: end }
        : this.#here
    this.#end = span.end
    return new ScalarNode(text, style, span, origin, tagAsWritten(scalar.tag), scalar.anchor || undefined)
  }

  #mapping(map: YAMLMap): MappingNode {
    const [start, end] = this.#range(map)
    const written: Entry[] = []
    const sources: Entry[] = []
    let first = start
    let last = start
    for (const pair of map.items as Pair[]) {
      const key = this.#key(pair.key)
      const keyEnd = this.#end
      if (written.length + sources.length === 0) first = key.span.start
      let value: YamlNode
      if (pair.value) value = this.#node(pair.value)
      else {
        this.#size += 1
        value = this.#null(keyEnd, keyEnd)
      }
      last = this.#end
      const entry = { key, value, span: this.#span(key.span.start, this.#end) }
      if (key.text === '<<' && key.style === 'plain' && key.tag === undefined) sources.push(entry)
      else written.push(entry)
    }
    const flow = map.flow === true
    const entries = this.#unique(written, sources)
    const span = flow ? this.#span(start, end) : this.#span(first, last)
    this.#end = span.end
    const tag = tagAsWritten(map.tag)
    return new MappingNode(entries, flow, span, tag, map.anchor || undefined, sources)
  }

  #unique(written: Entry[], sources: Entry[]): readonly Entry[] {
    const onTwice = (again: Entry, first: Entry) =>
      this.#report({
        at: again.key.span,
        severity: 'error',
        message: `Key ${quoted(again.key.text)} stands twice`,
        isTwinKey: true,
        related: [{ at: first.key.span, message: 'It stands here first' }],
      })
    const entries = withoutTwins(written, onTwice)
    if (sources.length === 0) return entries
    withoutTwins(sources, onTwice)
    const merged = mergedEntries(entries, sources, (wrong) => {
      if (this.#broken.has(wrong)) return
      const message = 'Only a mapping, or a list of mappings, can be merged by `<<`'
      this.#report({ at: wrong.span, severity: 'error', message })
    })
    return [...entries, ...merged]
  }

  #key(key: unknown): Scalar {
    const node = this.#node(key)
    if (node.kind === 'scalar') return node
    const [start, end] = isAlias(key) ? this.#range(key) : [node.span.start, node.span.end]
    this.#end = end
    const span = this.#span(start, end)
    this.#report({ at: span, severity: 'error', message: 'A mapping or a list cannot be a key' })
    return new ScalarNode(this.#text.slice(start, end), 'plain', span, this.#here, '!')
  }

  #sequence(sequence: YAMLSeq): SequenceNode {
    const [start, end] = this.#range(sequence)
    let last = start
    const items = sequence.items.map((item) => {
      const made = this.#node(item)
      last = this.#end
      return made
    })
    const flow = sequence.flow === true
    const span = flow ? this.#span(start, end) : this.#span(start, last)
    this.#end = span.end
    return new SequenceNode(items, flow, span, tagAsWritten(sequence.tag), sequence.anchor || undefined)
  }

  #alias(alias: Alias): YamlNode {
    const [start, end] = this.#range(alias)
    this.#end = end
    const anchored = this.#anchors.get(alias.source)
    const name = quoted(alias.source)
    if (!anchored) return this.#broke(start, end, `No anchor ${name} stands before this alias`)
    const { node, size } = anchored
    if (!node) return this.#broke(start, end, `The alias ${name} stands within the node it stands for`)
    if (node.kind === 'scalar') {
      const scalar = (node as ScalarNode).aliasedAt(this.#span(start, end))
      if (this.#broken.has(node)) this.#broken.add(scalar)
      return scalar
    }
    if (this.#repeated + size > MOST_REPEATED_NODES) {
      const message = `Too much aliasing: the file repeats more than ${MOST_REPEATED_NODES} nodes; this alias and those after it are not read`
      const broken = this.#broke(start, end, this.#tooMuchReported ? undefined : message)
      this.#tooMuchReported = true
      return broken
    }
    this.#repeated += size
    this.#size += size - 1
    return node
  }

  #broke(start: number, end: number, message: string | undefined): ScalarNode {
    const node = this.#null(start, end)
    if (message !== undefined) this.#report({ at: node.span, severity: 'error', message })
    this.#broken.add(node)
    return node
  }

  #null(start: number, end: number): ScalarNode {
    this.#end = end
    return new ScalarNode('', 'plain', this.#span(start, end), this.#here)
  }

  /** A value that nobody wrote stands right behind what comes before it: a colon, a dash, a tag. */
  #unwritten(at: number): Span {
    let start = at
    while (start > 0 && (this.#text[start - 1] === ' ' || this.#text[start - 1] === '\t')) start -= 1
    return this.#span(start, start)
  }

  /** A block ends with its last line that holds anything, line break and empty lines after it excluded. */
  #blockEnd(start: number, end: number): number {
    let last = end
    while (last > start + 1 && /[ \r\n]/.test(this.#text[last - 1] ?? '')) last -= 1
    const feed = this.#text.indexOf('\n', last)
    const lineEnd = feed === -1 || feed >= end ? end : feed
    return this.#text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd
  }

  #range(node: unknown): readonly [number, number] {
    const range = (node as { range?: readonly [number, number, number] | null }).range
    const start = Math.min(range?.[0] ?? this.#end, this.#text.length)
    return [start, Math.max(start, Math.min(range?.[1] ?? start, this.#text.length))]
  }

  #span(start: number, end: number): Span {
    return { path: this.#path, start, end: Math.max(start, end) }
  }
}

function isUnwritten(scalar: YamlScalar): boolean {
  const range = scalar.range
  return scalar.type === 'PLAIN' && scalar.source === '' && (!range || range[0] === range[1])
}

function tagAsWritten(tag: string | undefined): string | undefined {
  return tag?.startsWith('tag:yaml.org,2002:') ? `!!${tag.slice('tag:yaml.org,2002:'.length)}` : tag
}
