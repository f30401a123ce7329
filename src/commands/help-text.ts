import type { Command } from '@oclif/core/command'
import type { Config } from '@oclif/core/interfaces'
import { JUDGED_FILES } from './judged-files.ts'
import { colorsFor, widthOf } from './terminal.ts'
import { unknownCommand } from './unknown-command.ts'
import { wrap } from './wrap.ts'

/** Groups of flags, in the order in which help shows them. */
const GROUPS = ['Selection', 'Policy', 'Network', 'Recording', 'Fix', 'Output']
const WIDEST = 100
/** A flag that is longer has its description below. */
const LONGEST_FLAG = 28
/** What a flag may be, written in place of its value. */
const LONGEST_CHOICES = 24

const EXIT_CODES: readonly (readonly [string, string])[] = [
  ['0', 'Nothing was found that makes the run fail.'],
  [
    '1',
    'Something was found: findings at or above --fail-on, more warnings than --max-warnings, a failed test.',
  ],
  ['2', 'The command line or a policy is wrong, or there is nothing to judge.'],
  ['3', 'A mistake in plimsoll itself.'],
  ['4', 'Incomplete: a file could not be read or an endpoint not reached; nothing worse happened.'],
]

type Colors = ReturnType<typeof colorsFor>
type Row = readonly [string, string]

/**
 * The help that an argument list asks for: of a command, of a topic, or of everything.
 * @throws UsageError for a command that does not exist
 */
export function helpText(config: Config, argv: readonly string[]): string {
  const width = Math.min(WIDEST, widthOf(process.stdout))
  const colors = colorsFor(process.stdout)
  const words = argv.filter((word) => !word.startsWith('-') && word !== 'help')
  const command = commandOf(config, words)
  if (command) return commandHelp(command, colors, width)
  const [topic] = words
  if (topic === undefined) return rootHelp(config, colors, width)
  const below = config.commands.filter(({ id }) => id.startsWith(`${topic}:`))
  if (below.length === 0) throw unknownCommand(words, config)
  const purpose = config.findTopic(topic)?.description ?? ''
  return join([
    purpose,
    `${colors.bold('Usage:')} plimsoll ${topic} COMMAND`,
    section('Commands', table(below.map(rowOf), width), colors),
    `plimsoll ${topic} COMMAND --help says more.`,
  ])
}

/** The longest beginning that is a command: behind it stand its arguments. */
function commandOf(config: Config, words: readonly string[]): Command.Loadable | undefined {
  for (let length = words.length; length > 0; length--) {
    const command = config.findCommand(words.slice(0, length).join(':'))
    if (command) return command
  }
  return undefined
}

function rootHelp(config: Config, colors: Colors, width: number): string {
  const examples: readonly Row[] = [
    ['plimsoll lint', 'Judge the current folder'],
    ['plimsoll explain DL3008', 'Why a rule exists, and what it wants instead'],
    ['plimsoll lint --diff', 'What fixes would change'],
  ]
  return join([
    [
      `${colors.bold('plimsoll')} ${config.version} - a load line for deployments.`,
      ...wrap(`It reads ${JUDGED_FILES} as one system and judges them by policies.`, width),
    ].join('\n'),
    `${colors.bold('Usage:')} plimsoll COMMAND [FLAGS]`,
    section('Start with', table(examples, width), colors),
    section('Commands', table(config.commands.map(rowOf), width), colors),
    section('Exit codes', table(EXIT_CODES, width), colors),
    'plimsoll COMMAND --help says more of a command.',
  ])
}

function commandHelp(command: Command.Loadable, colors: Colors, width: number): string {
  const name = command.id.replaceAll(':', ' ')
  const args = Object.values(command.args)
  const flags = Object.values(command.flags)
  const usage = args.map((arg) => {
    const shown = arg.name.toUpperCase() + (arg.multiple ? '...' : '')
    return arg.required ? shown : `[${shown}]`
  })
  const examples = (command.examples ?? []).flatMap((each) => (typeof each === 'string' ? [] : [each]))
  const column = columnOf(flags.map(flagRow), LONGEST_FLAG)
  const groups = GROUPS.map((group) => {
    const rows = flags.filter(({ helpGroup }) => helpGroup === group).map(flagRow)
    return section(group, table(rows, width, column), colors)
  })
  const argRows = args.map((arg): Row => [arg.name.toUpperCase(), arg.description ?? ''])
  return join([
    [
      command.summary ?? '',
      '',
      `${colors.bold('Usage:')}   plimsoll ${[name, ...usage].join(' ')} [FLAGS]`,
      examples[0] ? `${colors.bold('Example:')} ${examples[0].command}` : '',
    ].join('\n'),
    wrap(command.description ?? '', width).join('\n'),
    section('Arguments', table(argRows, width, column), colors),
    ...groups,
    section(
      'Examples',
      examples.flatMap((each) => [each.description, `  $ ${each.command}`]),
      colors,
    ),
    section('Exit codes', table(EXIT_CODES, width), colors),
  ])
}

function rowOf({ id, summary }: Command.Loadable): Row {
  return [id.replaceAll(':', ' '), summary ?? '']
}

function flagRow(flag: Command.Flag.Cached): Row {
  const short = flag.char ? `-${flag.char}, ` : '    '
  if (flag.type === 'boolean') return [`${short}--${flag.name}`, flag.summary ?? '']
  const choices = flag.options?.join('|') ?? 'VALUE'
  const isInline = flag.helpValue === undefined && choices.length <= LONGEST_CHOICES
  const notes = [
    ...(flag.options && !isInline ? [`One of ${flag.options.join(', ')}.`] : []),
    ...(flag.multiple ? ['Repeatable.'] : []),
    ...(flag.default === undefined ? [] : [`Default: ${String(flag.default)}.`]),
  ]
  const value = isInline ? choices : String(flag.helpValue ?? 'VALUE')
  return [`${short}--${flag.name} ${value}`, [flag.summary ?? '', ...notes].join(' ')]
}

function section(title: string, lines: readonly string[], colors: Colors): string {
  return lines.length === 0 ? '' : [colors.bold(title), ...lines.map((line) => `  ${line}`)].join('\n')
}

/** Two columns; a first one that is too long has a line of its own. */
function table(rows: readonly Row[], width: number, column = columnOf(rows)): string[] {
  return rows.flatMap(([left, right]) => {
    const [first = '', ...rest] = wrap(right, Math.max(30, width - column - 4))
    const gap = ' '.repeat(column + 2)
    const below = rest.map((line) => gap + line)
    return left.length > column
      ? [left, gap + first, ...below]
      : [`${left.padEnd(column)}  ${first}`.trimEnd(), ...below]
  })
}

function columnOf(rows: readonly Row[], most = Number.POSITIVE_INFINITY): number {
  return Math.max(0, ...rows.map(([left]) => left.length).filter((length) => length <= most))
}

function join(blocks: readonly string[]): string {
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}
