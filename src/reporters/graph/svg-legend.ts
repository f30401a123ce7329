import { xmlText } from '../xml-text.ts'
import type { PictureEdge } from './picture.ts'
import { type Card, type NetworkMark, outline, round } from './svg-card.ts'
import { ARROWS, lineName } from './svg-line.ts'
import { DOT_COUNT } from './svg-style.ts'
import { textWidth } from './text-width.ts'

/** What each look means, in the order of the legend. */
const LOOKS: readonly (readonly [look: string, meaning: string])[] = [
  ['port', 'port of the host'],
  ['proxy', 'proxy or web server'],
  ['app', 'service'],
  ['job', 'job'],
  ['data-store', 'data store'],
  ['volume', 'volume'],
  ['host-path', 'path of the host'],
  ['route', 'address elsewhere'],
  ['env-file', 'env file'],
  ['stage', 'stage of a Dockerfile'],
  ['image', 'image of a registry'],
  ['unresolved', 'does not resolve'],
]
const LINES: readonly (readonly [name: string, meaning: string])[] = [
  ['traffic', 'sends requests'],
  ['needs', 'starts after'],
  ['stores', 'mounts'],
  ['builds', 'is built from'],
  ['reads', 'reads'],
  ['broken', 'leads nowhere'],
]
const ROW = 24
const WIDEST_TEXT = 24

interface Entry {
  readonly width: number
  draw(x: number, y: number): string
}

export interface Part {
  readonly svg: string
  readonly height: number
}

/** Explains what occurs in a picture, and nothing else. */
export function drawLegend(
  cards: readonly Card[],
  edges: readonly PictureEdge[],
  networks: readonly (NetworkMark & { readonly note: string })[],
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
): Part {
  const looks = new Set(cards.map(({ look }) => look))
  const names = new Set(edges.map(lineName))
  const entries: Entry[] = [
    ...LOOKS.filter(([look]) => looks.has(look)).map(([look, meaning]) =>
      entry(meaning, (left, top) => outline(look, { x: left, y: top + 2, width: 20, height: 13 })),
    ),
    ...LINES.filter(([name]) => names.has(name)).map(([name, meaning]) =>
      entry(meaning, (left, top) => {
        const arrow = ARROWS.some((each) => each === name) ? ` marker-end="url(#arrow-${name})"` : ''
        return `<path class="line line-${name}" d="M${round(left)} ${round(top + 8.5)}h20"${arrow}/>`
      }),
    ),
    ...networks.map(({ name, color, note }) =>
      entry(`network ${name}${note}`, (left, top) => {
        return `<circle class="dot-${color % DOT_COUNT}" cx="${round(left + 12)}" cy="${round(top + 8.5)}" r="4.5"/>`
      }),
    ),
  ]
  let left = x
  let top = y + 12
  const drawn: string[] = []
  for (const each of entries) {
    if (left > x && left + each.width > x + width) {
      left = x
      top += ROW
    }
    drawn.push(each.draw(left, top))
    left += each.width
  }
  const rule = `<path class="rule" d="M${round(x)} ${round(y)}h${round(width)}"/>`
  return { svg: [rule, ...drawn].join('\n'), height: top + ROW - y }
}

function entry(meaning: string, sample: (x: number, y: number) => string): Entry {
  return {
    width: WIDEST_TEXT + 6 + textWidth(meaning, 10.5) + 22,
    draw: (x, y) =>
      `${sample(x, y)}<text class="small" x="${round(x + WIDEST_TEXT + 4)}" y="${round(y + 12)}">${xmlText(meaning)}</text>`,
  }
}
