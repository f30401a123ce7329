import type { Graph } from '../../graph.ts'
import { xmlText } from '../xml-text.ts'
import { groupText } from './group-text.ts'
import { type Box, type Link, layOut, type Rectangle } from './layout.ts'
import {
  type Picture,
  type PictureEdge,
  type PictureNode,
  type PictureOptions,
  pictureOf,
} from './picture.ts'
import { drawCard, makeCard, type NetworkMark, round } from './svg-card.ts'
import { drawLegend } from './svg-legend.ts'
import { arrowHeads, drawLabels, drawLine } from './svg-line.ts'
import { styleSheet } from './svg-style.ts'
import { drawVariables } from './svg-variables.ts'
import { fitText } from './text-width.ts'

const MARGIN = 28
const LEAST_WIDTH = 520
/** Nobody can read a picture of more, and placing them would take long. */
const MOST_NODES = 1000

/** Requests come from the left; what a stack is made of stands to its right. */
const REGIONS: { readonly [K in PictureNode['kind']]: number } = {
  port: 0,
  service: 1,
  volume: 1,
  'host-path': 1,
  network: 1,
  route: 1,
  secret: 1,
  config: 1,
  variable: 1,
  'env-file': 2,
  stage: 2,
  reference: 2,
  image: 3,
}

/** A graph as a drawing that needs nothing else to be seen; it follows the viewer's light or dark mode. */
export function svg(graph: Graph, options: PictureOptions): string {
  const picture = withNetworkMarks(pictureOf(graph, options))
  const { length: count } = picture.nodes
  if (count === 0) return page(picture, LEAST_WIDTH, 24, [note('There is nothing to show.')])
  if (count > MOST_NODES)
    return page(picture, LEAST_WIDTH, 24, [
      note(`These are ${count} things. --focus NAME shows what is around one.`),
    ])
  const cards = new Map(
    picture.nodes.map((node) => [node.id, makeCard(node, picture.marks.get(node.id) ?? [])]),
  )
  const edges = picture.edges.filter(({ from, to }) => from !== to && cards.has(from) && cards.has(to))
  const groups = new Map(picture.groups.map((group) => [group.id, group]))
  const boxes = [...cards.values()].map((card): Box => {
    const { id, kind, group } = card.node
    const isInside = kind === 'stage' || REGIONS[kind] === REGIONS.service
    const isGrouped = isInside && group !== undefined && groups.has(group)
    const band = isGrouped ? group : REGIONS[kind] === REGIONS.service ? 'no stack' : id
    return { id, width: card.width, height: card.height, region: REGIONS[kind], band }
  })
  const layout = layOut(boxes, edges.map(bundled), (band) => groups.has(band))
  const drawing = [
    ...[...layout.frames].map(([id, frame]) => drawFrame(groupText(groups.get(id)!), frame)),
    ...edges.map((edge, index) => drawLine(edge, layout.routes[index]!)),
    ...[...cards].map(([id, card]) => drawCard(card, layout.boxes.get(id)!)),
    ...drawLabels(edges, layout.routes),
  ]
  let bottom = layout.height + 26
  let width = Math.max(layout.width, LEAST_WIDTH)
  for (const list of picture.variables) {
    const table = drawVariables(list, 0, bottom)
    drawing.push(table.svg)
    bottom += table.height + 18
    width = Math.max(width, table.width)
  }
  const legend = drawLegend([...cards.values()], edges, picture.networks, { x: 0, y: bottom, width })
  drawing.push(legend.svg)
  return page(picture, width, bottom + legend.height, drawing)
}

function page(picture: Picture, width: number, height: number, drawing: readonly string[]): string {
  const size = { width: round(width + 2 * MARGIN), height: round(height + 2 * MARGIN) }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" role="img">
<title>${xmlText(titleOf(picture))}</title>
<style>
${styleSheet()}
</style>
<defs>${arrowHeads()}</defs>
<rect class="page" width="100%" height="100%"/>
<g transform="translate(${MARGIN} ${MARGIN})">
${drawing.filter((each) => each !== '').join('\n')}
</g>
</svg>
`
}

/** What a stack is made of is far from it; those who share it share the way. */
function bundled({ from, to, tone, isUnresolved }: PictureEdge): Link {
  const isShared = (tone === 'builds' || tone === 'reads') && !isUnresolved
  return { from, to, ...(isShared && { bundle: `${tone} ${to}` }) }
}

interface MarkedPicture extends Picture {
  /** The networks of each service. */
  readonly marks: ReadonlyMap<string, readonly NetworkMark[]>
  /** Every network, for the legend. */
  readonly networks: readonly (NetworkMark & { readonly note: string })[]
}

/** Networks are marks in the boxes of services: lines to them would hide all others. */
function withNetworkMarks(picture: Picture): MarkedPicture {
  const isMark = ({ kind, unresolved }: PictureNode) => kind === 'network' && unresolved === undefined
  const nodes = picture.nodes.filter(isMark)
  const colors = new Map(
    [...new Set(nodes.map(({ label }) => label))].sort().map((name, index) => [name, index]),
  )
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const marks = new Map<string, NetworkMark[]>()
  for (const { from, to } of picture.edges) {
    const network = byId.get(to)
    if (!network) continue
    const mark = { name: network.label, color: colors.get(network.label)! }
    marks.set(from, [...(marks.get(from) ?? []), mark])
  }
  const networks = [...colors].map(([name, color]) => {
    const lines = new Set(nodes.filter(({ label }) => label === name).flatMap((node) => node.lines))
    return { name, color, note: lines.size > 0 ? ` (${[...lines].join(', ')})` : '' }
  })
  return { ...picture, nodes: picture.nodes.filter((node) => !isMark(node)), marks, networks }
}

function drawFrame(title: string, { x, y, width, height }: Rectangle): string {
  const text = fitText(title, 11.5, Math.max(60, width - 24), true)
  return `<g><title>${xmlText(title)}</title><rect class="frame" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="10"/><text class="frame-title" x="${round(x + 12)}" y="${round(y + 20)}">${xmlText(text)}</text></g>`
}

function titleOf({ groups }: Picture): string {
  const stacks = groups.filter(({ kind }) => kind === 'stack').map(({ label }) => label)
  return stacks.length > 0 ? `The deployment of ${stacks.join(', ')}` : 'A deployment'
}

function note(text: string): string {
  return `<text class="heading" x="0" y="16">${xmlText(text)}</text>`
}
