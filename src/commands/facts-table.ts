import type { Verdict } from '../deployment/declarations/compare.ts'
import { displayWidth } from '../reporters/display-width.ts'
import { count } from '../reporters/tally.ts'
import { terminalText } from '../reporters/visible-text.ts'
import type { DeclaredFact } from '../verify.ts'
import type { colorsFor } from './terminal.ts'

/** Longer words of a file are cut. */
const LONGEST = 60

/** What files say and what is live, side by side. */
export function factsTable(facts: readonly DeclaredFact[], colors: ReturnType<typeof colorsFor>): string {
  if (facts.length === 0) return 'The files say nothing that can be seen at these hosts.\n\n'
  const paint: { readonly [V in Verdict]: (text: string) => string } = {
    holds: colors.green,
    differs: colors.red,
    unknown: colors.dim,
    unreachable: colors.yellow,
  }
  const head = ['declared', 'in', 'live', 'verdict']
  const rows = facts.map(({ what, path, line, url }) => [
    shortened(terminalText(what)),
    terminalText(`${path}:${line}`),
    url === undefined ? '-' : terminalText(url),
  ])
  const widths = [0, 1, 2].map((column) =>
    Math.max(displayWidth(head[column]!), ...rows.map((row) => displayWidth(row[column]!))),
  )
  const padded = (row: readonly string[]) =>
    widths.map((width, column) => row[column]! + ' '.repeat(width - displayWidth(row[column]!))).join('  ')
  const lines = rows.map((row, index) => {
    const { verdict, says } = facts[index]!
    const more = says === undefined ? '' : colors.dim(` · ${terminalText(says)}`)
    return `${padded(row)}  ${paint[verdict](verdict)}${more}\n`
  })
  const wrong = facts.filter(({ verdict }) => verdict === 'differs').length
  const open = facts.filter(({ verdict }) => verdict === 'unknown' || verdict === 'unreachable').length
  const sum =
    wrong === 0
      ? colors.green('Nothing differs')
      : colors.red(`${wrong} of ${count(facts.length, 'fact')} differ`)
  return [
    `${colors.dim(`${padded(head)}  ${head[3]}`)}\n`,
    ...lines,
    `\n${sum}${open === 0 ? '' : `, ${open} could not be seen`}.\n\n`,
  ].join('')
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text
}
