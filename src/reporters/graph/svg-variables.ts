import { xmlText } from '../xml-text.ts'
import { placeText, type VariableList } from './picture.ts'
import { round } from './svg-card.ts'
import type { Part } from './svg-legend.ts'
import { fitText, textWidth } from './text-width.ts'

const ROW = 20
const WIDEST = { name: 300, place: 300 }

/** A table of the variables that a service gets: the name, where it comes from, what that won over. */
export function drawVariables(
  { name: serviceName, variables }: VariableList,
  x: number,
  y: number,
): Part & { width: number } {
  const rows = variables.map(({ label, origin, overrides = [], isSecret }) => ({
    name: fitText(label, 10.5, WIDEST.name),
    from: fitText(origin ? placeText(origin.place) : '', 10.5, WIDEST.place),
    over:
      overrides.length > 0
        ? fitText(overrides.map(({ place }) => placeText(place)).join(', '), 10.5, 420)
        : '',
    isSecret,
  }))
  const widthOf = (texts: readonly string[]) => Math.max(...texts.map((text) => textWidth(text, 10.5)))
  const names = widthOf(rows.map(({ name }) => name)) + 66
  const places = widthOf(['comes from', ...rows.map(({ from }) => from)]) + 24
  const width = names + places + widthOf(['instead of', ...rows.map(({ over }) => over)])
  const cell = (text: string, left: number, top: number, look = 'small') =>
    `<text class="${look}" x="${round(left)}" y="${round(top)}">${xmlText(text)}</text>`
  const head = [
    cell(`Variables of ${serviceName}`, x, y + 14, 'heading'),
    cell('comes from', x + names, y + 14),
    ...(rows.some(({ over }) => over !== '') ? [cell('instead of', x + names + places, y + 14)] : []),
    `<path class="rule" d="M${round(x)} ${round(y + 22)}h${round(width)}"/>`,
  ]
  const body = rows.flatMap(({ name, from, over, isSecret }, index) => {
    const top = y + 38 + index * ROW
    const mark = x + textWidth(name, 10.5) + 8
    return [
      cell(name, x, top, 'small variable'),
      ...(isSecret
        ? [
            `<rect class="secret" x="${round(mark)}" y="${round(top - 10.5)}" width="40" height="14" rx="7"/>`,
            cell('secret', mark + 6.5, top, 'label on-secret'),
          ]
        : []),
      cell(from, x + names, top),
      ...(over === '' ? [] : [cell(over, x + names + places, top)]),
    ]
  })
  return { svg: [...head, ...body].join('\n'), width, height: 38 + rows.length * ROW }
}
