import type { Finding } from '../finding.ts'
import { displayWidth } from '../reporters/display-width.ts'
import { terminalText, visibleText } from '../reporters/visible-text.ts'
import type { OptionDescription, RuleDescription } from './explanation.ts'
import type { ShownExample } from './rule-book.ts'
import { colorsFor, showsUnicode, widthOf } from './terminal.ts'
import { wrap } from './wrap.ts'

type Colors = ReturnType<typeof colorsFor>

/** Of each kind; more than this nobody reads at a terminal. */
const MOST_EXAMPLES = 3

const FIXES = {
  safe: '`plimsoll lint --fix` mends it.',
  unsafe: '`plimsoll lint --fix-unsafe` mends it; look at the result.',
  none: 'There is none: it takes a decision.',
}

/** A rule for people at a terminal. */
export function prettyExplanation(described: RuleDescription): string {
  const { rule, examples, fix, presets, state, options } = described
  const colors = colorsFor(process.stdout)
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0
      ? []
      : [colors.bold(title), ...lines.map((line) => (line === '' ? '' : `  ${line}`)), '']
  const text = (words: string) => wrap(terminalText(words), widthOf(process.stdout) - 2)
  const width = Math.max(...Object.keys(presets).map((name) => name.length), 'your policy'.length)
  const setBy = state.origin ? colors.dim(` (${terminalText(state.origin.policy)})`) : ''
  return [
    `${colors.bold(rule.id)}  ${colors.dim(`${rule.severity}, ${rule.category}, judges each ${rule.on}`)}`,
    ...text(rule.summary),
    '',
    ...section('Why', text(rule.why)),
    ...section('In other tools', (rule.like ?? []).map(terminalText)),
    ...section('Severity', [
      ...Object.entries(presets).map(([name, severity]) => `${name.padEnd(width)}  ${severity}`),
      `${'your policy'.padEnd(width)}  ${state.severity}${setBy}`,
    ]),
    ...section('Options', options.flatMap(optionLines)),
    ...section('Bad', exampleLines(examples, 'bad', colors)),
    ...section('Good', exampleLines(examples, 'good', colors)),
    ...section('Fix', [FIXES[fix]]),
  ].join('\n')
}

function optionLines({ name, schema, default: value }: OptionDescription): string[] {
  const { description, enum: allowed, type } = schema
  const kind = Array.isArray(allowed) ? allowed.map((each) => JSON.stringify(each)).join(' | ') : String(type)
  return [
    `${name}: ${kind}, default ${JSON.stringify(value)}`,
    ...(typeof description === 'string' ? wrap(description, 90).map((line) => `  ${line}`) : []),
  ]
}

function exampleLines(
  examples: readonly ShownExample[],
  kind: ShownExample['kind'],
  colors: Colors,
): string[] {
  const all = examples.filter((example) => example.kind === kind)
  const blocks = all.slice(0, MOST_EXAMPLES).map((example) => fileLines(example, colors))
  const rest = all.length - MOST_EXAMPLES
  if (rest > 0) blocks.push([colors.dim(`${rest} more with --format markdown or json.`)])
  return blocks.flatMap((block, index) => (index === 0 ? block : ['', ...block]))
}

function fileLines({ files, findings }: ShownExample, colors: Colors): string[] {
  const bar = showsUnicode(process.stdout) ? '│' : '|'
  return Object.entries(files).flatMap(([path, text]) => {
    const lines = text.replace(/\n$/, '').split('\n')
    const gutter = String(lines.length).length
    const here = findings.filter((finding) => finding.path === path)
    const margin = colors.dim(`${' '.repeat(gutter)} ${bar}`)
    return [
      colors.cyan(terminalText(path)),
      ...lines.flatMap((line, index) => [
        `${colors.dim(`${String(index + 1).padStart(gutter)} ${bar}`)} ${shown(line)}`.trimEnd(),
        ...here
          .flatMap((finding) => markLines(finding, index + 1, line, colors))
          .map((mark) => `${margin} ${mark}`),
      ]),
    ]
  })
}

/** The mark of a finding below one of its lines; below the last one also what it says. */
function markLines({ range, message }: Finding, number: number, line: string, colors: Colors): string[] {
  const { start, end } = range
  if (number < start.line || number > end.line) return []
  const from = number === start.line ? start.column - 1 : line.length - line.trimStart().length
  const to = number === end.line ? end.column - 1 : line.length
  if (to <= from && start.line !== end.line) return []
  const before = displayWidth(shown(line.slice(0, from)))
  const under = showsUnicode(process.stdout) ? '─' : '^'
  const marked = under.repeat(Math.max(1, displayWidth(shown(line.slice(from, to)))))
  const isLast = number === end.line || (number === end.line - 1 && end.column === 1)
  const room = widthOf(process.stdout) - 10
  const indent = ' '.repeat(before + message.length <= room ? before : 0)
  const said = isLast ? wrap(terminalText(message), room).map((words) => indent + colors.red(words)) : []
  return [' '.repeat(before) + colors.red(marked), ...said]
}

function shown(text: string): string {
  return text.split('\t').map(visibleText).join('    ')
}
