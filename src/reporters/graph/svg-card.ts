import { xmlText } from '../xml-text.ts'
import type { Rectangle } from './layout.ts'
import { type PictureNode, placeText } from './picture.ts'
import { DOT_COUNT } from './svg-style.ts'
import { fitText, textWidth } from './text-width.ts'

/** A node with all the text that stands in its box, measured. */
export interface Card {
  readonly node: PictureNode
  /** The class of its colours and shape. */
  readonly look: string
  readonly title: string
  readonly lines: readonly string[]
  readonly networks: readonly NetworkMark[]
  readonly width: number
  readonly height: number
}

/** A network that a service is on: its name and the number of its colour. */
export interface NetworkMark {
  readonly name: string
  readonly color: number
}

const TITLE = 13
const SMALL = 10.5
const LINE = 15
const PAD = { left: 14, right: 12, top: 8, bottom: 9 }
const WIDEST = 214
const MOST_LINES = 5
/** Height of the ellipse on top of a cylinder. */
const LID = 5

/** Measures a box. */
export function makeCard(node: PictureNode, networks: readonly NetworkMark[]): Card {
  const look = node.unresolved === undefined ? (node.role ?? node.kind) : 'unresolved'
  const title = fitText(node.label, TITLE, WIDEST, true)
  const hidden = node.lines.length - MOST_LINES
  const shown = hidden > 0 ? [...node.lines.slice(0, MOST_LINES - 1), `and ${hidden + 1} more`] : node.lines
  const lines = shown.map((line) => fitText(line, SMALL, WIDEST))
  const marks = networks.map(({ name, color }) => ({
    name: fitText(name, SMALL, 90),
    color: color % DOT_COUNT,
  }))
  const widths = [
    textWidth(title, TITLE, true),
    ...lines.map((line) => textWidth(line, SMALL)),
    ...rowsOf(marks).map((row) => row.reduce((sum, mark) => sum + markWidth(mark), 0)),
  ]
  const lid = isCylinder(look) ? LID * 2 : 0
  return {
    node,
    look,
    title,
    lines,
    networks: marks,
    width: Math.max(84, PAD.left + Math.ceil(Math.max(...widths)) + PAD.right),
    height: PAD.top + 17 + lines.length * LINE + rowsOf(marks).length * 17 + PAD.bottom + lid,
  }
}

function isCylinder(look: string): boolean {
  return look === 'data-store' || look === 'volume'
}

function markWidth({ name }: NetworkMark): number {
  return textWidth(name, SMALL) + 22
}

function rowsOf(marks: readonly NetworkMark[]): NetworkMark[][] {
  const rows: NetworkMark[][] = []
  let width = 0
  for (const mark of marks) {
    if (rows.length === 0 || width + markWidth(mark) > WIDEST) {
      rows.push([])
      width = 0
    }
    rows.at(-1)!.push(mark)
    width += markWidth(mark)
  }
  return rows
}

/** Draws a box where it was placed. */
export function drawCard(card: Card, box: Rectangle): string {
  const { node, look, title, lines } = card
  const top = box.y + PAD.top + (isCylinder(look) ? LID * 2 : 0)
  const left = box.x + PAD.left
  const small = look === 'port' ? 'small on-port' : 'small'
  const texts = lines.map((line, index) => {
    const isWarning = /^(?:no healthcheck|healthcheck disabled|privileged)$/.test(line)
    return `<text class="${small}${isWarning ? ' warn' : ''}" x="${round(left)}" y="${round(top + 30 + index * LINE)}">${xmlText(line)}</text>`
  })
  return [
    `<g><title>${xmlText(tooltip(node))}</title>`,
    outline(look, box),
    `<text class="title ${look}-text" x="${round(left)}" y="${round(top + 13)}">${xmlText(title)}</text>`,
    ...texts,
    ...drawMarks(card, left, top + 21 + lines.length * LINE),
    '</g>',
  ].join('')
}

function drawMarks({ networks }: Card, left: number, top: number): string[] {
  return rowsOf(networks).flatMap((row, index) => {
    const y = top + index * 17
    let x = left
    return row.map((mark) => {
      const at = x
      x += markWidth(mark)
      return `<circle class="dot-${mark.color}" cx="${round(at + 4)}" cy="${round(y + 9)}" r="4"/><text class="small" x="${round(at + 12)}" y="${round(y + 12.5)}">${xmlText(mark.name)}</text>`
    })
  })
}

function tooltip({ label, kind, role, place, details, unresolved }: PictureNode): string {
  const facts = Object.entries(details).map(([name, value]) => `${name}: ${value}`)
  const head = `${role ?? kind.replace('-', ' ')} ${label}${unresolved === undefined ? '' : `: ${unresolved}`}`
  // The only line ends are these: each line is escaped by itself.
  return [head, ...(place ? [placeText(place)] : []), ...facts].join(' · ')
}

/** The shape behind a text, which tells what it is without its colour. */
export function outline(look: string, { x, y, width, height }: Rectangle): string {
  const box = `class="${look}-box" stroke-width="1.3"`
  const rectangle = (radius: number) =>
    `<rect ${box} x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${radius}"/>`
  const right = x + width
  const bottom = y + height
  switch (look) {
    case 'data-store':
    case 'volume': {
      const half = width / 2
      const curve = (sweep: 0 | 1) => `a${round(half)} ${LID} 0 0 ${sweep}`
      return `<path ${box} d="M${round(x)} ${round(y + LID)}${curve(1)} ${round(width)} 0V${round(bottom - LID)}${curve(1)} ${round(-width)} 0Z"/><path ${box} style="fill:none" d="M${round(x)} ${round(y + LID)}${curve(0)} ${round(width)} 0"/>`
    }
    case 'proxy': {
      const tip = 9
      return `<path ${box} stroke-linejoin="round" d="M${round(x)} ${round(y)}H${round(right - tip)}L${round(right)} ${round((y + bottom) / 2)}L${round(right - tip)} ${round(bottom)}H${round(x)}Z"/>${bar(look, x, y, height)}`
    }
    case 'env-file': {
      const fold = 10
      return `<path ${box} stroke-linejoin="round" d="M${round(x)} ${round(y)}H${round(right - fold)}L${round(right)} ${round(y + fold)}V${round(bottom)}H${round(x)}Z"/><path ${box} style="fill:none" d="M${round(right - fold)} ${round(y)}v${fold}h${fold}"/>`
    }
    case 'image':
      return `<rect ${box} x="${round(x + 4)}" y="${round(y - 4)}" width="${round(width)}" height="${round(height)}" rx="3"/>${rectangle(3)}`
    case 'port':
    case 'route':
      return rectangle(Math.min(14, height / 2))
    case 'app':
    case 'job':
      return `${rectangle(7)}${bar(look, x, y, height)}`
    default:
      return rectangle(4)
  }
}

function bar(look: string, x: number, y: number, height: number): string {
  return `<rect class="${look}-bar" x="${round(x)}" y="${round(y + 7)}" width="4" height="${round(height - 14)}" rx="1.5"/>`
}

/** A tenth of a pixel is as exact as anybody sees. */
export function round(value: number): number {
  return Math.round(value * 10) / 10
}
