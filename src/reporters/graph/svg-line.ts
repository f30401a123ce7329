import { xmlText } from '../xml-text.ts'
import type { Point, Rectangle } from './layout.ts'
import type { PictureEdge } from './picture.ts'
import { round } from './svg-card.ts'
import { textWidth } from './text-width.ts'

/** The size of a label's letters. */
const SIZE = 9.5

/** Kinds of lines that end in an arrow, as the style sheet names them. */
export const ARROWS = ['traffic', 'needs', 'builds', 'reads', 'broken'] as const

/** The arrow heads that lines refer to. */
export function arrowHeads(): string {
  return ARROWS.map(
    (name) =>
      `<marker id="arrow-${name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path class="head-${name}" d="M0 0.6L8 4L0 7.4Z"/></marker>`,
  ).join('')
}

/** How the style sheet calls the line of an edge. */
export function lineName({ tone, isUnresolved }: Pick<PictureEdge, 'tone' | 'isUnresolved'>): string {
  return isUnresolved ? 'broken' : tone
}

/** Draws a line along its route; it leaves and arrives level. */
export function drawLine(edge: PictureEdge, points: readonly Point[]): string {
  const name = lineName(edge)
  const arrow = ARROWS.some((each) => each === name) ? ` marker-end="url(#arrow-${name})"` : ''
  return `<g><title>${xmlText(edge.titles.join(' · '))}</title><path class="line line-${name}" d="${pathOf(points)}"${arrow}/></g>`
}

/** Draws the labels of lines over all lines. One that would cover another is left out: pointing at its line tells it. */
export function drawLabels(edges: readonly PictureEdge[], routes: readonly (readonly Point[])[]): string[] {
  const taken: Rectangle[] = []
  // Ports first: a condition is known well enough without being said.
  const order = edges.map((edge, index) => ({ edge, points: routes[index]! }))
  return order
    .toSorted((a, b) => Number(b.edge.tone === 'traffic') - Number(a.edge.tone === 'traffic'))
    .flatMap(({ edge, points }) => drawLabel(edge, points, taken))
}

function drawLabel({ label }: PictureEdge, points: readonly Point[], taken: Rectangle[]): string[] {
  if (label === undefined) return []
  const [first, second] = [points[0]!, points[1]!]
  const width = textWidth(label, SIZE)
  const x = round((first.x + second.x) / 2 - width / 2)
  const y = round((first.y + second.y) / 2 + 3)
  const box = { x: x - 2, y: y - SIZE, width: width + 4, height: SIZE + 3 }
  if (taken.some((other) => overlap(box, other))) return []
  taken.push(box)
  const text = xmlText(label)
  return [
    `<text class="halo" x="${x}" y="${y}">${text}</text><text class="label" x="${x}" y="${y}">${text}</text>`,
  ]
}

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

function pathOf(points: readonly Point[]): string {
  const [first, ...others] = points
  let path = `M${round(first!.x)} ${round(first!.y)}`
  let at = first!
  for (const point of others) {
    if (Math.abs(point.y - at.y) < 0.05) path += `H${round(point.x)}`
    else {
      const middle = round((at.x + point.x) / 2)
      path += `C${middle} ${round(at.y)} ${middle} ${round(point.y)} ${round(point.x)} ${round(point.y)}`
    }
    at = point
  }
  return path
}
