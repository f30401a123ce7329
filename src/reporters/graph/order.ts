import type { Item, Layers } from './layers.ts'

const SWEEPS = 24

/** Each column from top to bottom. */
export type Columns = readonly (readonly Item[])[]

/**
 * Orders the items of each column so that few links cross: each goes to the mean of those it is linked with, to
 * and fro. Bands keep one order throughout a region, and so they can be framed.
 */
export function orderColumns({ columns }: Layers): Columns {
  const order = new Map<Item, number>()
  let current = byBand(columns)
  const note = () => {
    for (const column of current)
      for (const [index, item] of column.entries()) order.set(item, index / column.length)
  }
  note()
  let best = current
  let fewest = crossingsOf(current)
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    const isForward = sweep % 2 === 0
    const weights = new Map<Item, number>()
    for (const item of current.flat()) {
      const linked = isForward ? item.before : item.after
      const other = linked.length > 0 ? linked : isForward ? item.after : item.before
      weights.set(item, other.length > 0 ? meanOf(other.map((each) => order.get(each)!)) : order.get(item)!)
    }
    const bands = bandWeights(current, weights)
    current = current.map((column) =>
      column.toSorted(
        (a, b) =>
          bands.get(a.key)! - bands.get(b.key)! || compare(a.key, b.key) || weights.get(a)! - weights.get(b)!,
      ),
    )
    note()
    const crossings = crossingsOf(current)
    if (crossings < fewest) {
      fewest = crossings
      best = current
    }
  }
  return best
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Bands in the order in which their first boxes were given. */
function byBand(columns: Columns): Item[][] {
  const first = new Map<string, number>()
  for (const { box, key } of columns.flat()) if (box && !first.has(key)) first.set(key, first.size)
  const placeOf = ({ key }: Item) => first.get(key) ?? first.size
  return columns.map((column) => column.toSorted((a, b) => placeOf(a) - placeOf(b) || compare(a.key, b.key)))
}

function bandWeights(columns: Columns, weights: ReadonlyMap<Item, number>): Map<string, number> {
  const sums = new Map<string, { sum: number; count: number }>()
  for (const item of columns.flat()) {
    const total = sums.get(item.key) ?? { sum: 0, count: 0 }
    sums.set(item.key, total)
    total.sum += weights.get(item)!
    total.count++
  }
  return new Map([...sums].map(([key, { sum, count }]) => [key, sum / count]))
}

/** Counts pairs of links that cross: of the lower ends, sorted by the upper ones, those out of order. */
function crossingsOf(columns: Columns): number {
  const position = new Map(columns.flatMap((column) => column.map((item, index) => [item, index] as const)))
  let crossings = 0
  for (const column of columns) {
    const ends = column.flatMap((item) => item.after.map((next) => position.get(next)!).sort((a, b) => a - b))
    // A Fenwick tree of the ends that were seen.
    const size = Math.max(0, ...ends) + 1
    const seen = new Int32Array(size + 1)
    for (const [count, end] of ends.entries()) {
      let notAbove = 0
      for (let at = end + 1; at > 0; at -= at & -at) notAbove += seen[at]!
      crossings += count - notAbove
      for (let at = end + 1; at <= size; at += at & -at) seen[at]!++
    }
  }
  return crossings
}
