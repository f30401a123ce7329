import { findMiddles } from './coordinates.ts'
import { type Box, type Item, type Link, makeLayers } from './layers.ts'
import { orderColumns } from './order.ts'

export type { Box, Link } from './layers.ts'

export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** Where everything is drawn; the corner at the top left is 0, 0. */
export interface Layout {
  readonly width: number
  readonly height: number
  readonly boxes: ReadonlyMap<string, Rectangle>
  /** One for each link: where it leaves, passes and arrives. Of two points each, the line between is straight. */
  readonly routes: readonly (readonly Point[])[]
  /** Around the boxes of each framed band. */
  readonly frames: ReadonlyMap<string, Rectangle>
}

/** Between columns, where the links run. */
const CHANNEL = 76
/** Between regions. */
const WIDE_CHANNEL = 104
const FRAME = { side: 18, top: 34, bottom: 16 }

/**
 * Lays out boxes from left to right (Sugiyama's method): columns by longest path, order by barycentres, places
 * by the means of what is linked.
 * @param isFramed whether a frame is drawn around a band
 */
export function layOut(
  boxes: readonly Box[],
  links: readonly Link[],
  isFramed: (band: string) => boolean,
): Layout {
  const layers = makeLayers(boxes, links)
  const columns = orderColumns(layers)
  const middles = findMiddles(columns, isFramed)
  const lefts = findLefts(columns, layers.regions)
  const rectangleOf = (item: Item): Rectangle => {
    const column = lefts[item.column]!
    const y = middles.get(item)! - item.height / 2
    return { x: column.left, y, width: item.box ? column.width : 0, height: item.height }
  }
  const places = new Map<string, Rectangle>()
  const members = new Map<string, Rectangle[]>()
  for (const item of columns.flat()) {
    const rectangle = rectangleOf(item)
    if (item.box) places.set(item.box.id, rectangle)
    // A frame holds the links that pass through it, too, but does not reach out for them.
    if (isFramed(item.band)) members.set(item.band, [...(members.get(item.band) ?? []), rectangle])
  }
  const frames = new Map([...members].map(([band, list]) => [band, frameAround(list)]))
  const ends = findEnds(layers.chains, middles)
  const routes = layers.chains.map(({ items, isReversed }, index) => {
    const points = items.flatMap((item, at): Point[] => {
      const { left, width } = lefts[item.column]!
      if (at === 0) return [{ x: left + width, y: ends.leaving[index]! }]
      if (at === items.length - 1) return [{ x: left, y: ends.arriving[index]! }]
      const y = middles.get(item)!
      return [
        { x: left, y },
        { x: left + width, y },
      ]
    })
    return isReversed ? points.toReversed() : points
  })
  return moveToOrigin(places, frames, routes)
}

interface Column {
  readonly left: number
  readonly width: number
}

function findLefts(columns: readonly (readonly Item[])[], regions: readonly number[]): Column[] {
  let right = 0
  return columns.map((column, index) => {
    const width = Math.max(...column.map((item) => item.width))
    // Many links side by side need room to part.
    const crowd = Math.min(
      40,
      Math.max(0, column.reduce((sum, { before }) => sum + before.length, 0) - 6) * 4,
    )
    const channel = index === 0 ? 0 : regions[index] === regions[index - 1] ? CHANNEL : WIDE_CHANNEL
    const left = right + channel + (index === 0 ? 0 : crowd)
    right = left + width
    return { left, width }
  })
}

function frameAround(rectangles: readonly Rectangle[]): Rectangle {
  const x = Math.min(...rectangles.map((each) => each.x)) - FRAME.side
  const y = Math.min(...rectangles.map((each) => each.y)) - FRAME.top
  const right = Math.max(...rectangles.map((each) => each.x + each.width)) + FRAME.side
  const bottom = Math.max(...rectangles.map((each) => each.y + each.height)) + FRAME.bottom
  return { x, y, width: right - x, height: bottom - y }
}

/** The links of a box leave and arrive one below the other, in the order of where they go. */
function findEnds(
  chains: readonly { readonly items: readonly Item[] }[],
  middles: ReadonlyMap<Item, number>,
): { readonly leaving: readonly number[]; readonly arriving: readonly number[] } {
  const leaving: number[] = []
  const arriving: number[] = []
  const spreadEnds = (ends: number[], itemOf: (index: number) => Item, nextOf: (index: number) => Item) => {
    const groups = new Map<Item, number[]>()
    for (const index of chains.keys())
      groups.set(itemOf(index), [...(groups.get(itemOf(index)) ?? []), index])
    for (const [item, indices] of groups) {
      // Where several run as one they have one end.
      const nexts = [...new Set(indices.map(nextOf))].sort((a, b) => middles.get(a)! - middles.get(b)!)
      const step = Math.min(12, (item.height * 0.7) / Math.max(1, nexts.length))
      for (const index of indices)
        ends[index] = middles.get(item)! + (nexts.indexOf(nextOf(index)) - (nexts.length - 1) / 2) * step
    }
  }
  spreadEnds(
    leaving,
    (index) => chains[index]!.items[0]!,
    (index) => chains[index]!.items[1]!,
  )
  spreadEnds(
    arriving,
    (index) => chains[index]!.items.at(-1)!,
    (index) => chains[index]!.items.at(-2)!,
  )
  return { leaving, arriving }
}

function moveToOrigin(
  places: ReadonlyMap<string, Rectangle>,
  frames: ReadonlyMap<string, Rectangle>,
  routes: readonly (readonly Point[])[],
): Layout {
  const all = [...places.values(), ...frames.values()]
  const ys = [...all.flatMap(({ y, height }) => [y, y + height]), ...routes.flat().map(({ y }) => y)]
  const [left, top] = [Math.min(0, ...all.map(({ x }) => x)), Math.min(...ys)]
  const moved = (each: Rectangle): Rectangle => ({ ...each, x: each.x - left, y: each.y - top })
  return {
    width: Math.max(...all.map(({ x, width }) => x + width)) - left,
    height: Math.max(...ys) - top,
    boxes: new Map([...places].map(([id, each]) => [id, moved(each)])),
    routes: routes.map((points) => points.map(({ x, y }) => ({ x: x - left, y: y - top }))),
    frames: new Map([...frames].map(([id, each]) => [id, moved(each)])),
  }
}
