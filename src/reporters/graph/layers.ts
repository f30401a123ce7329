/** A node to be placed. */
export interface Box {
  readonly id: string
  readonly width: number
  readonly height: number
  /** Regions follow each other from left to right; columns within one come from the links. */
  readonly region: number
  /** Boxes of one band stay together, so that a frame can be drawn around them. */
  readonly band: string
}

/** What joins two boxes. */
export interface Link {
  readonly from: string
  readonly to: string
  /** Links of one bundle run as one where they pass columns. */
  readonly bundle?: string
}

/** A box, or a place where a link passes between the boxes of a column. */
export interface Item {
  readonly box: Box | undefined
  readonly column: number
  readonly region: number
  readonly band: string
  /** Tells its band from one of the same name in another region. */
  readonly key: string
  readonly width: number
  readonly height: number
  readonly before: Item[]
  readonly after: Item[]
}

/** Boxes in columns. Every link is a chain of items, one in each column from its left end to its right end. */
export interface Layers {
  readonly columns: readonly (readonly Item[])[]
  readonly regions: readonly number[]
  readonly chains: readonly { readonly items: readonly Item[]; readonly isReversed: boolean }[]
}

/** What a link takes of a column that it passes. */
const PASSAGE = 10

/** Puts boxes into columns, so that as many links as can be lead to the right, and long links pass each column. */
export function makeLayers(boxes: readonly Box[], links: readonly Link[]): Layers {
  const byId = new Map(boxes.map((box) => [box.id, box]))
  const directed = directLinks(boxes, links, byId)
  const columns = findColumns(boxes, directed)
  const items = new Map<string, Item>()
  const layers: Item[][] = []
  const regions: number[] = []
  const add = (item: Item): Item => {
    layers[item.column] ??= []
    layers[item.column]!.push(item)
    regions[item.column] = item.region
    return item
  }
  for (const box of boxes) {
    const column = columns.get(box.id)!
    items.set(
      box.id,
      add({ ...newItem(column, box.region, box.band), box, width: box.width, height: box.height }),
    )
  }
  const passages = new Map<string, Item>()
  const chains = directed.map(({ from, to, isReversed, bundle }) => {
    const [first, last] = [items.get(from)!, items.get(to)!]
    const chain = [first]
    for (let column = first.column + 1; column < last.column; column++) {
      const region = regions[column] ?? first.region
      const band =
        region === last.region ? last.band : region === first.region ? first.band : `${from}\0${to}`
      const key = bundle === undefined ? undefined : [bundle, band, column].join('\0')
      const shared = key === undefined ? undefined : passages.get(key)
      const passage = shared ?? add(newItem(column, region, band))
      if (key !== undefined) passages.set(key, passage)
      chain.push(passage)
    }
    chain.push(last)
    for (const [index, item] of chain.slice(1).entries()) {
      if (item.before.includes(chain[index]!)) continue
      item.before.push(chain[index]!)
      chain[index]!.after.push(item)
    }
    return { items: chain, isReversed }
  })
  return { columns: layers, regions, chains }
}

/** A place for a link to pass. */
function newItem(column: number, region: number, band: string): Item {
  const key = `${region}\0${band}`
  return { box: undefined, column, region, band, key, width: 0, height: PASSAGE, before: [], after: [] }
}

interface DirectedLink extends Link {
  readonly isReversed: boolean
}

/** Turns around what leads back to the left: to an earlier region, or into a circle. */
function directLinks(
  boxes: readonly Box[],
  links: readonly Link[],
  byId: ReadonlyMap<string, Box>,
): readonly DirectedLink[] {
  const leadsBack = ({ from, to }: Link) => byId.get(from)!.region > byId.get(to)!.region
  const turned = new Set(links.filter(leadsBack))
  const next = new Map<string, Link[]>()
  for (const link of links) {
    const isInside = byId.get(link.from)!.region === byId.get(link.to)!.region
    if (isInside) next.set(link.from, [...(next.get(link.from) ?? []), link])
  }
  const state = new Map<string, 'open' | 'done'>()
  const visit = (id: string): void => {
    state.set(id, 'open')
    for (const link of next.get(id) ?? []) {
      const target = state.get(link.to)
      if (target === 'open') turned.add(link)
      else if (target === undefined) visit(link.to)
    }
    state.set(id, 'done')
  }
  for (const { id } of boxes) if (!state.has(id)) visit(id)
  return links.map((link) =>
    turned.has(link) ? { from: link.to, to: link.from, isReversed: true } : { ...link, isReversed: false },
  )
}

/** Columns by longest path within each region; what nothing leads to stands directly before what it leads to. */
function findColumns(boxes: readonly Box[], links: readonly DirectedLink[]): Map<string, number> {
  const region = new Map(boxes.map((box) => [box.id, box.region]))
  const inside = links.filter(({ from, to }) => from !== to && region.get(from) === region.get(to))
  const before = groupBy(inside, ({ to }) => to)
  const after = groupBy(inside, ({ from }) => from)
  const ranks = new Map<string, number>()
  const rankOf = (id: string): number => {
    const known = ranks.get(id)
    if (known !== undefined) return known
    const rank = Math.max(-1, ...(before.get(id) ?? []).map(({ from }) => rankOf(from))) + 1
    ranks.set(id, rank)
    return rank
  }
  for (const { id } of boxes) rankOf(id)
  for (const { id } of boxes) {
    const targets = after.get(id) ?? []
    if (!before.has(id) && targets.length > 0)
      ranks.set(id, Math.min(...targets.map(({ to }) => ranks.get(to)!)) - 1)
  }
  const columns = new Map<string, number>()
  let first = 0
  for (const each of [...new Set(region.values())].sort((a, b) => a - b)) {
    const own = boxes.filter((box) => box.region === each)
    for (const { id } of own) columns.set(id, first + ranks.get(id)!)
    first += Math.max(...own.map(({ id }) => ranks.get(id)!)) + 1
  }
  return columns
}

function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const value of values) {
    const group = groups.get(keyOf(value))
    if (group) group.push(value)
    else groups.set(keyOf(value), [value])
  }
  return groups
}
