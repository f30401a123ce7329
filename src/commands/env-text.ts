import type { GraphPlace } from '../graph.ts'
import { displayWidth } from '../reporters/display-width.ts'
import { markdownCode, markdownText } from '../reporters/markdown-text.ts'
import { count } from '../reporters/tally.ts'
import { terminalText } from '../reporters/visible-text.ts'
import type { ComparedVariable, ReportedEnvironment, ReportedVariable } from './env-report.ts'
import type { colorsFor } from './terminal.ts'

type Colors = ReturnType<typeof colorsFor>

/** More names than these are counted, and more places than those. */
const MOST_NAMES = 4
const MOST_PLACES = 2

/** The variables of environments as tables for a terminal. */
export function envText(environments: readonly ReportedEnvironment[], colors: Colors): string {
  return environments.map((environment) => environmentText(environment, colors)).join('\n')
}

function environmentText({ name, services, variables }: ReportedEnvironment, colors: Colors): string {
  const title = `${name} · ${count(services, 'service')} · ${count(variables.length, 'variable')}`
  const rows = variables.map((variable) => ({
    cells: [variable.name, variable.state, settersText(variable), receiversText(variable)],
    below: notesOf(variable),
  }))
  const paint = (state: string) =>
    state === 'missing' ? colors.red : state === 'empty' ? colors.yellow : plain
  const table = tableText(['variable', 'state', 'set by', 'reaches'], rows, colors, (cell, column) =>
    column === 1 ? paint(cell.trim())(cell) : cell,
  )
  const wrong = variables.filter(({ gaps }) => gaps.some(({ isWrong }) => isWrong)).length
  const sum =
    wrong === 0 ? colors.green('Nothing is missing.') : colors.red(`${count(wrong, 'variable')} missing.`)
  return `${colors.bold(terminalText(title))}\n\n${table}\n${sum}\n`
}

/** Two environments as one table for a terminal. */
export function comparedText(
  names: readonly [string, string],
  variables: readonly ComparedVariable[],
  colors: Colors,
): string {
  const rows = variables.map(({ name, states, receivers, isDifferent }) => ({
    cells: [
      name,
      ...states.map((state, side) => sideText(state, receivers[side]!)),
      isDifferent ? 'differs' : '',
    ],
    below: [],
  }))
  const table = tableText(['variable', ...names, ''], rows, colors, (cell, column) =>
    column === 3 ? colors.yellow(cell) : cell,
  )
  const different = variables.filter(({ isDifferent }) => isDifferent).length
  const verb = different === 1 ? 'differs' : 'differ'
  const sum = different === 0 ? colors.green('They agree.') : `${count(different, 'variable')} ${verb}.`
  return `${colors.bold(terminalText(names.join(' and ')))}\n\n${table}\n${sum}\n`
}

const plain = (text: string) => text

function tableText(
  head: readonly string[],
  rows: readonly { readonly cells: readonly string[]; readonly below: readonly string[] }[],
  colors: Colors,
  paint: (cell: string, column: number) => string,
): string {
  const shown = rows.map(({ cells, below }) => ({
    cells: cells.map(terminalText),
    below: below.map(terminalText),
  }))
  const widths = head.map((title, column) =>
    Math.max(displayWidth(title), ...shown.map(({ cells }) => displayWidth(cells[column]!))),
  )
  const line = (cells: readonly string[], look: (cell: string, column: number) => string) =>
    cells
      .map((cell, column) => look(cell, column) + ' '.repeat(widths[column]! - displayWidth(cell)))
      .join('  ')
      .trimEnd()
  const lines = shown.flatMap(({ cells, below }) => [
    line(cells, paint),
    ...below.map((note) => `  ${note.startsWith('!') ? colors.yellow(note) : colors.dim(note)}`),
  ])
  return [colors.dim(line(head, plain)), ...lines].map((each) => `${each}\n`).join('')
}

function placeText({ path, line }: GraphPlace): string {
  return `${path}:${line}`
}

function few(names: readonly string[], most = MOST_NAMES): string {
  const all = [...new Set(names)]
  const more = all.length - most
  return more > 0 ? `${all.slice(0, most).join(', ')} and ${more} more` : all.join(', ')
}

function settersText({ setBy }: ReportedVariable): string {
  return few(
    setBy.map(({ place, value, madeOf = [] }) => {
      const more = [...madeOf.map((name) => `\${${name}}`), ...(value === undefined ? [] : [value])]
      return more.length > 0 ? `${placeText(place)} (${more.join(', ')})` : placeText(place)
    }),
    MOST_PLACES,
  )
}

function receiversText({ reaches }: ReportedVariable): string {
  return few(reaches.map(({ receiver, at }) => (at === 'build' ? `${receiver} (build)` : receiver)))
}

/** Where it is used though nobody gets it, what a service's value won over, and what does not fit. */
function notesOf({ reaches, usedBy, gaps }: ReportedVariable): string[] {
  const won = new Map<string, string[]>()
  for (const { receiver, from, insteadOf } of reaches) {
    if (insteadOf.length === 0) continue
    const key = `${placeText(from)} instead of ${insteadOf.map(placeText).join(', ')}`
    won.set(key, [...(won.get(key) ?? []), receiver])
  }
  // What no container gets has a use elsewhere, or none.
  const uses = reaches.length === 0 && gaps.length === 0 ? usedBy.map(({ place }) => placeText(place)) : []
  return [
    ...(uses.length > 0 ? [`used in ${few(uses)}`] : []),
    ...[...won].map(([key, receivers]) => `${few(receivers)}: ${key}`),
    ...gaps.map(({ says, place }) => `! ${says}${place ? ` (${placeText(place)})` : ''}`),
  ]
}

function sideText(state: string, receivers: readonly string[]): string {
  return receivers.length > 0 ? `${state}: ${few(receivers)}` : state
}

/** The variables of environments as Markdown. */
export function envMarkdown(environments: readonly ReportedEnvironment[]): string {
  return environments
    .map(({ name, variables }) => {
      const rows = variables.map((variable) => [
        markdownCode(variable.name),
        variable.state,
        markdownText(settersText(variable)),
        markdownText(receiversText(variable)),
        notesOf(variable).map(markdownText).join('<br>'),
      ])
      const head = ['Variable', 'State', 'Set by', 'Reaches', 'Notes']
      return `## ${markdownText(name)}\n\n${markdownTable(head, rows)}`
    })
    .join('\n')
}

/** Two environments as Markdown. */
export function comparedMarkdown(
  names: readonly [string, string],
  variables: readonly ComparedVariable[],
): string {
  const rows = variables.map(({ name, states, receivers, isDifferent }) => [
    markdownCode(name),
    ...states.map((state, side) => markdownText(sideText(state, receivers[side]!))),
    isDifferent ? 'differs' : '',
  ])
  return markdownTable(['Variable', ...names.map(markdownText), ''], rows)
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('')
}
