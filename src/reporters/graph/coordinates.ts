import type { Item } from './layers.ts'
import type { Columns } from './order.ts'

/** Between the boxes of a column. */
const GAP = 18
/** Between bands, room for a frame and its title included. */
const BAND_GAP = 22
/** What a frame needs above and below what is in it. */
const FRAME = { above: 36, below: 16 }
const ROUNDS = 40

/** The items of a band in each column, and where the band stands. */
interface Band {
  readonly key: string
  readonly region: number
  readonly isFramed: boolean
  readonly columns: (readonly Item[])[]
  readonly height: number
  top: number
}

/**
 * The vertical middle of every item: as near to the items that it is linked with as the order allows.
 * @param isFramed whether a frame is drawn around a band
 */
export function findMiddles(columns: Columns, isFramed: (band: string) => boolean): Map<Item, number> {
  const bands = findBands(columns, isFramed)
  const middles = new Map<Item, number>()
  const regions = [...new Set(bands.map(({ region }) => region))]
  for (const region of regions) {
    let top = 0
    for (const band of bands.filter((each) => each.region === region)) {
      band.top = top + above(band)
      top += fullHeight(band) + BAND_GAP
      for (const column of band.columns) {
        let at = band.top
        for (const item of column) {
          middles.set(item, at + item.height / 2)
          at += item.height + GAP
        }
      }
    }
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const region of regions) {
      moveBands(
        bands.filter((each) => each.region === region),
        middles,
      )
    }
    const isForward = round % 2 === 0
    for (const band of isForward ? bands : bands.toReversed()) {
      for (const column of isForward ? band.columns : band.columns.toReversed())
        alignColumn(column, band, middles)
    }
  }
  return middles
}

function above({ isFramed }: Band): number {
  return isFramed ? FRAME.above : 0
}

/** The height of a band with its frame. */
function fullHeight(band: Band): number {
  return above(band) + band.height + (band.isFramed ? FRAME.below : 0)
}

function findBands(columns: Columns, isFramed: (band: string) => boolean): Band[] {
  const found = new Map<string, { first: Item; columns: Item[][] }>()
  for (const column of columns) {
    const own = new Map<string, Item[]>()
    for (const item of column) {
      const { key } = item
      const items = own.get(key)
      if (items) items.push(item)
      else own.set(key, [item])
    }
    for (const [key, items] of own) {
      const band = found.get(key)
      if (band) band.columns.push(items)
      else found.set(key, { first: items[0]!, columns: [items] })
    }
  }
  const sorted = sortBands([...found.keys()], columns)
  return sorted.map((key) => {
    const { first, columns: own } = found.get(key)!
    return {
      key,
      region: first.region,
      isFramed: isFramed(first.band),
      columns: own,
      height: Math.max(...own.map(heightOf)),
      top: 0,
    }
  })
}

/** One order that agrees with that of every column. */
function sortBands(keys: readonly string[], columns: Columns): string[] {
  const below = new Map(keys.map((key) => [key, new Set<string>()]))
  const above = new Map(keys.map((key) => [key, 0]))
  for (const column of columns) {
    const order = [...new Set(column.map(({ key }) => key))]
    for (const [index, key] of order.entries()) {
      const next = order[index + 1]
      if (next === undefined || below.get(key)!.has(next)) continue
      below.get(key)!.add(next)
      above.set(next, above.get(next)! + 1)
    }
  }
  const sorted = new Set(keys.filter((key) => above.get(key) === 0))
  for (const key of sorted) {
    for (const next of below.get(key)!) {
      above.set(next, above.get(next)! - 1)
      if (above.get(next) === 0) sorted.add(next)
    }
  }
  // All columns were ordered by the same weights; were they not, nothing must be lost.
  return [...new Set([...sorted, ...keys])]
}

function heightOf(column: readonly Item[]): number {
  return column.reduce((sum, { height }) => sum + height + GAP, -GAP)
}

/** Where an item would be if nothing stood in its way; undefined where nothing draws it anywhere. */
function wishOf({ before, after }: Item, middles: ReadonlyMap<Item, number>): number | undefined {
  const linked = [...before, ...after]
  if (linked.length === 0) return undefined
  return linked.reduce((sum, each) => sum + middles.get(each)!, 0) / linked.length
}

function moveBands(bands: readonly Band[], middles: Map<Item, number>): void {
  const wishes = bands.map((band) => {
    const items = band.columns.flat()
    const shifts = items.flatMap((item) => {
      const wish = wishOf(item, middles)
      return wish === undefined ? [] : [wish - middles.get(item)!]
    })
    const shift = shifts.length === 0 ? 0 : shifts.reduce((sum, each) => sum + each, 0) / shifts.length
    return band.top - above(band) + shift
  })
  const tops = spread(wishes, bands.map(fullHeight), BAND_GAP)
  for (const [index, band] of bands.entries()) {
    const shift = tops[index]! + above(band) - band.top
    band.top += shift
    for (const item of band.columns.flat()) middles.set(item, middles.get(item)! + shift)
  }
}

function alignColumn(column: readonly Item[], { top, height }: Band, middles: Map<Item, number>): void {
  const wishes = column.map((item) => (wishOf(item, middles) ?? middles.get(item)!) - item.height / 2)
  const tops = spread(
    wishes,
    column.map((item) => item.height),
    GAP,
  )
  let lowest = top + height
  for (let index = column.length - 1; index >= 0; index--) {
    lowest -= column[index]!.height
    tops[index] = Math.min(tops[index]!, lowest)
    lowest -= GAP
  }
  let highest = top
  for (const [index, item] of column.entries()) {
    const at = Math.max(tops[index]!, highest)
    middles.set(item, at + item.height / 2)
    highest = at + item.height + GAP
  }
}

/** Tops nearest to the wished ones that keep the order and the gaps: isotonic regression by pooling neighbours. */
function spread(wishes: readonly number[], heights: readonly number[], gap: number): number[] {
  const blocks: { sum: number; count: number }[] = []
  let offset = 0
  const offsets = heights.map((height) => {
    const own = offset
    offset += height + gap
    return own
  })
  for (const [index, wish] of wishes.entries()) {
    blocks.push({ sum: wish - offsets[index]!, count: 1 })
    while (blocks.length > 1) {
      const [last, before] = [blocks.at(-1)!, blocks.at(-2)!]
      if (before.sum / before.count <= last.sum / last.count) break
      blocks.splice(-2, 2, { sum: before.sum + last.sum, count: before.count + last.count })
    }
  }
  const tops = blocks.flatMap(({ sum, count }) => Array<number>(count).fill(sum / count))
  return tops.map((top, index) => top + offsets[index]!)
}
