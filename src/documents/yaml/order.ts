import type { Span } from '../../span.ts'
import { type Block, blocksOf, itemBlocksOf } from './blocks.ts'
import type { Mapping, Sequence, YamlDocument } from './node.ts'

/** A collection whose blocks stand in another order than they should. */
export interface Disorder {
  /** Indices of the blocks as written, in the order in which they should stand. */
  readonly wanted: readonly number[]
  /** The first block, as written, that has to move up. */
  readonly misplaced: number
  /** The block that it should stand before. */
  readonly before: number
  /** The edit that puts them in order; undefined where they cannot be moved. */
  readonly edit: { readonly span: Span; readonly text: string } | undefined
}

/**
 * What is out of order in a collection. An alias never gets before its anchor: an order that this asks for is right.
 * @param compare of two blocks, by their indices in order of writing; those that are equal stay as they are
 */
export function findDisorder(
  document: YamlDocument,
  collection: Mapping | Sequence,
  count: number,
  compare: (one: number, other: number) => number,
): Disorder | undefined {
  const written = Array.from({ length: count }, (_, index) => index)
  const sorted = written.toSorted((one, other) => compare(one, other) || one - other)
  if (sorted.every((index, place) => index === place)) return undefined
  const blocks =
    blocksOf(document, collection) ??
    (collection.kind === 'mapping' ? itemBlocksOf(document, collection) : undefined)
  const isMovable = blocks !== undefined && blocks.length === count
  const wanted = isMovable ? withAnchorsFirst(document, blocks, sorted) : sorted
  const place = wanted.findIndex((index, at) => index !== at)
  if (place === -1) return undefined
  const edit = isMovable ? editFor(document, blocks, wanted) : undefined
  return { wanted, misplaced: wanted[place]!, before: place, edit }
}

function editFor({ path, text }: YamlDocument, blocks: readonly Block[], wanted: readonly number[]) {
  const first = wanted.findIndex((index, place) => index !== place)
  const last = wanted.findLastIndex((index, place) => index !== place)
  let result = ''
  for (let place = first; place <= last; place++) {
    const { span } = blocks[wanted[place]!]!
    const gapStart = blocks[place]!.span.end
    const gap = place === last ? '' : text.slice(gapStart, blocks[place + 1]!.span.start)
    result += text.slice(span.start, span.end) + gap
  }
  return { span: { path, start: blocks[first]!.span.start, end: blocks[last]!.span.end }, text: result }
}

/** The order with as few changes as keep each anchor before its aliases, and anchors of one name in their order. */
function withAnchorsFirst(
  { text }: YamlDocument,
  blocks: readonly Block[],
  sorted: readonly number[],
): readonly number[] {
  const earlier = new Map<number, Set<number>>()
  const seen = new Map<string, { index: number; isAnchor: boolean }[]>()
  for (const [index, { span }] of blocks.entries()) {
    for (const [, sign, name] of text
      .slice(span.start, span.end)
      .matchAll(/(?<=^|[\s,:[{-])([&*])([^\s,[\]{}]+)/g)) {
      const isAnchor = sign === '&'
      const others = seen.get(name!) ?? []
      seen.set(name!, others)
      for (const other of others) {
        if (other.index === index || !(isAnchor || other.isAnchor)) continue
        earlier.set(index, (earlier.get(index) ?? new Set()).add(other.index))
      }
      others.push({ index, isAnchor })
    }
  }
  if (earlier.size === 0) return sorted
  const result: number[] = []
  const rest = [...sorted]
  while (rest.length > 0) {
    const next = rest.findIndex((index) =>
      [...(earlier.get(index) ?? [])].every((each) => result.includes(each)),
    )
    result.push(...rest.splice(Math.max(0, next), 1))
  }
  return result
}
