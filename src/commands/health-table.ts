import { displayWidth } from '../reporters/display-width.ts'
import { jsonText } from '../reporters/json-text.ts'
import { count } from '../reporters/tally.ts'
import { terminalText } from '../reporters/visible-text.ts'
import type { Container } from './docker-compose.ts'
import type { ServiceHealth, Verdict } from './service-health.ts'
import type { colorsFor } from './terminal.ts'

/** The stack that was asked about. */
export interface AskedStack {
  readonly name: string | undefined
  readonly environment: string
  readonly files: readonly string[]
}

/** The health of a stack as data. */
export function healthJson(stack: AskedStack, services: readonly ServiceHealth[]): string {
  return jsonText({
    schemaVersion: 1,
    stack,
    summary: { services: services.length, wrong: services.filter(({ isWrong }) => isWrong).length },
    services: services.map(({ service, declared, place, containers, verdict, note, isWrong }) => ({
      service,
      healthcheck: { declared, ...(place && { place }) },
      containers: containers.map(({ name, state, health, exitCode }) => ({ name, state, health, exitCode })),
      verdict,
      isWrong,
      ...(note !== undefined && { note }),
    })),
  })
}

/** The health of a stack as a table. */
export function healthTable(
  stack: AskedStack,
  services: readonly ServiceHealth[],
  colors: ReturnType<typeof colorsFor>,
): string {
  const paint: { readonly [V in Verdict]: (text: string) => string } = {
    ok: colors.green,
    starting: colors.yellow,
    unhealthy: colors.red,
    failed: colors.red,
    'not running': colors.red,
    'no healthcheck': colors.yellow,
    'not in the model': colors.yellow,
  }
  const head = ['service', 'healthcheck', 'engine', 'verdict']
  const rows = services.map((each) => [
    terminalText(each.service),
    terminalText(declaredText(each)),
    terminalText(engineText(each.containers)),
    each.verdict,
  ])
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => displayWidth(row[column]!))),
  )
  const padded = (row: readonly string[]) =>
    row.slice(0, 3).map((cell, column) => cell + ' '.repeat(widths[column]! - displayWidth(cell)))
  const lines = rows.map((row, index) => {
    const { verdict, note, isWrong } = services[index]!
    const color = isWrong || verdict === 'ok' ? paint[verdict] : colors.dim
    const more = note === undefined ? '' : colors.dim(` · ${terminalText(note)}`)
    return `${padded(row).join('  ')}  ${color(verdict)}${more}\n`
  })
  const wrong = services.filter(({ isWrong }) => isWrong).length
  const title = [
    stack.name,
    stack.environment === 'default' ? undefined : stack.environment,
    stack.files.join(' + '),
  ]
  return [
    `${colors.bold(terminalText(title.filter(Boolean).join(' · ')))}\n\n`,
    `${colors.dim([...padded(head), head[3]].join('  '))}\n`,
    ...lines,
    '\n',
    wrong === 0
      ? `${colors.green('All is well')}: ${count(services.length, 'service')}.\n`
      : `${colors.red(`${wrong} of ${count(services.length, 'service')}`)} not as ${wrong === 1 ? 'it' : 'they'} should be.\n`,
  ].join('')
}

function declaredText({ declared, place, verdict }: ServiceHealth): string {
  if (verdict === 'not in the model') return '-'
  const where = place ? `${place.path}:${place.line}` : ''
  if (declared === 'present') return where
  if (declared === 'disabled') return `disabled ${where}`.trim()
  return declared === 'absent' ? 'none' : 'not known'
}

/** States with how often each occurs: `running, healthy`, `2 × running, healthy; exited (1)`. */
function engineText(containers: readonly Container[]): string {
  if (containers.length === 0) return 'no container'
  const counts = new Map<string, number>()
  for (const { state, health, exitCode } of containers) {
    const text = state === 'exited' ? `exited (${exitCode})` : [state, health].filter(Boolean).join(', ')
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return [...counts].map(([text, times]) => (times === 1 ? text : `${times} × ${text}`)).join('; ')
}
